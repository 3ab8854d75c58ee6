package io.plumbline.registry.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class RecordRulesTest {

    private static final TypeReference<Map<String, @Nullable Object>> MEMBERS = new TypeReference<>() {};

    private static List<String> faults(String record) {
        List<String> pointers = new ArrayList<>();
        RecordRules.check(
                JsonMapper.builder().build().readValue(record, MEMBERS), (pointer, _) -> pointers.add(pointer));
        return pointers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"input\":\"Why?\",\"references\":[]}",
                "{\"id\":7,\"input\":\"Why?\",\"references\":[\"So.\"],\"context\":\"c\",\"slice\":\"s\",\"anything\":{\"else\":[1]}}",
                "{\"id\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"tool\",\"content\":[]}],\"references\":[]}",
                "{\"id\":null,\"input\":\"Why?\",\"references\":[],\"context\":null,\"slice\":null,\"messages\":null}",
                "{\"input\":\"Why?\",\"references\":[],\"context\":[\"a\",\"b\"]}"
            })
    void takesRecords(String record) {
        assertThat(faults(record)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"references\":[]}|''",
                "{\"input\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"b\"}],\"references\":[]}|''",
                "{\"input\":\" \",\"references\":[]}|/input",
                "{\"input\":1,\"references\":[]}|/input",
                "{\"input\":\"a\"}|/references",
                "{\"input\":\"a\",\"references\":\"b\"}|/references",
                "{\"input\":\"a\",\"references\":[1]}|/references",
                "{\"input\":\"a\",\"references\":[null]}|/references",
                "{\"messages\":[],\"references\":[]}|/messages",
                "{\"messages\":[{\"role\":\"user\"}],\"references\":[]}|/messages",
                "{\"messages\":[{\"role\":\"root\",\"content\":\"a\"}],\"references\":[]}|/messages",
                "{\"id\":1.5,\"input\":\"a\",\"references\":[]}|/id",
                "{\"id\":\"\",\"input\":\"a\",\"references\":[]}|/id",
                "{\"input\":\"a\",\"references\":[],\"context\":1}|/context",
                "{\"input\":\"a\",\"references\":[],\"slice\":\"\"}|/slice"
            })
    void saysWhatIsWrong(String record, String pointer) {
        assertThat(faults(record)).containsExactly(pointer);
    }

    @Test
    void boundsTheMembers() {
        StringBuilder record = new StringBuilder("{\"input\":\"a\",\"references\":[]");
        for (int i = 0; i < 99; i++) {
            record.append(",\"m").append(i).append("\":1");
        }
        assertThat(faults(record + "}")).containsExactly("");
    }
}
