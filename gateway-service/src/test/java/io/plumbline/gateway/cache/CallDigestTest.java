package io.plumbline.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CallDigestTest {

    @Test
    void isTheSameWhateverTheOrderOfMembers() {
        assertThat(digest("{\"a\": 1, \"b\": {\"c\": [1, 2], \"d\": null}}"))
                .isEqualTo(digest("{\"b\": {\"d\": null, \"c\": [1, 2]}, \"a\": 1}"))
                .hasSize(64);
    }

    @Test
    void differsWhereAnythingElseDoes() {
        String[] all = {
            "{\"a\": 1}",
            "{\"a\": \"1\"}",
            "{\"a\": 1.0}",
            "{\"a\": true}",
            "{\"a\": \"true\"}",
            "{\"a\": null}",
            "{\"a\": \"null\"}",
            "{}",
            "{\"a\": []}",
            "{\"a\": {}}",
            "{\"a\": [1, 2]}",
            "{\"a\": [2, 1]}",
            "{\"a\": [12]}",
            "{\"a\": [[1], 2]}",
            "{\"b\": 1}",
            "{\"a\": \"\", \"b\": \"\"}"
        };
        assertThat(Arrays.stream(all).map(CallDigestTest::digest)).doesNotHaveDuplicates();
    }

    @Test
    void keepsPartsApart() {
        assertThat(new CallDigest().text("ab").text("c").end())
                .isNotEqualTo(new CallDigest().text("a").text("bc").end());
        assertThat(new CallDigest().text(null).end())
                .isNotEqualTo(new CallDigest().text("").end());
    }

    private static String digest(String json) {
        ObjectNode object =
                WireJson.object(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        return new CallDigest().json(object).end();
    }
}
