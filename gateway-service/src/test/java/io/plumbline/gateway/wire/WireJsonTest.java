package io.plumbline.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WireJsonTest {

    @Test
    void keepsEveryFieldInItsOrderAndEveryDigit() {
        String text = "{\"z\":1.0,\"a\":0.1234567890123456789,\"n\":123456789012345678901234567890,\"e\":1E+400,"
                + "\"half\":\"\\uD83D\",\"pair\":\"😀\",\"null\":null,\"deep\":{\"list\":[[],{},true]}}";
        assertThat(rewritten(text)).isEqualTo(text);
    }

    @Test
    void countsTheLastOfFieldsThatAreGivenTwice() {
        assertThat(rewritten("{\"a\":1,\"b\":2,\"a\":3}")).isIn("{\"a\":3,\"b\":2}", "{\"b\":2,\"a\":3}");
    }

    @Test
    void takesNothingButWholeObjects() {
        for (String text : new String[] {"", "[]", "\"x\"", "1", "null", "{", "{} {}", "{\"a\":}", "{'a':1}"}) {
            assertThat(WireJson.object(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isEmpty();
        }
    }

    @Test
    void refusesNestingWithoutBound() {
        String deep = "{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";
        assertThat(WireJson.object(deep.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private static String rewritten(String text) {
        return new String(
                WireJson.bytes(
                        WireJson.object(text.getBytes(StandardCharsets.UTF_8)).orElseThrow()),
                StandardCharsets.UTF_8);
    }
}
