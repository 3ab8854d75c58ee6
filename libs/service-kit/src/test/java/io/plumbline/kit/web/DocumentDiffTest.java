package io.plumbline.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DocumentDiffTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static DocumentDiff diff(int from, @Nullable String before, String after) {
        return DocumentDiff.of(from, before == null ? null : JSON.readTree(before), JSON.readTree(after));
    }

    private static String changes(String before, String after) {
        return JSON.writeValueAsString(diff(1, before, after).changes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a": 1, "b": [1, 2]}     | {"b": [1.0, 2.00], "a": 1.0}
            {"a": null, "b": {}}      | {"b": {"c": null}}
            {"a": [{"b": 1, "c": null}]} | {"a": [{"b": 1}]}
            {"a": 1e999}              | {"a": 1e999}
            """)
    void findsNothingWhereBothSayTheSame(String before, String after) {
        DocumentDiff diff = diff(3, before, after);
        assertThat(diff.changes()).isEmpty();
        assertThat(diff.to()).isEqualTo(3);
    }

    @Test
    void namesDifferingLeaves() {
        assertThat(changes("{\"a\": {\"b/c\": 1}, \"d\": 2}", "{\"a\": {\"b/c\": 3}, \"e\": [4]}"))
                .isEqualTo("""
                [{"pointer":"/a/b~1c","before":1,"after":3},\
                {"pointer":"/d","before":2,"after":null},\
                {"pointer":"/e","before":null,"after":[4]}]""");
    }

    @Test
    void descendsIntoListsOfObjectsAndComparesOthersAsAWhole() {
        assertThat(changes(
                        "{\"m\": [{\"role\": \"user\", \"content\": \"a\"}], \"s\": [\"x\"]}",
                        "{\"m\": [{\"role\": \"user\", \"content\": \"b\"}], \"s\": [\"x\", \"y\"]}"))
                .isEqualTo("""
                [{"pointer":"/m/0/content","before":"a","after":"b"},\
                {"pointer":"/s","before":["x"],"after":["x","y"]}]""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                   | {"a": {"b": null}} | {"pointer":"/a","before":null,"after":{}}
            {"a": {}}            | {}                 | {"pointer":"/a","before":{},"after":null}
            {"a": {}}            | {"a": {"b": 1}}    | {"pointer":"/a/b","before":null,"after":1}
            {"a": {"b": 1}}      | {"a": {}}          | {"pointer":"/a/b","before":1,"after":null}
            {"a": {}, "a-b": 1}  | {"a-b": 1}         | {"pointer":"/a","before":{},"after":null}
            {"a": [{}]}          | {"a": [{}, {}]}    | {"pointer":"/a/1","before":null,"after":{}}
            """)
    void tellsOfAnObjectWithoutMembersWhereThereWasNone(String before, String after, String change) {
        assertThat(changes(before, after)).isEqualTo("[" + change + "]");
    }

    @Test
    void comparesWithNothing() {
        DocumentDiff made = diff(0, null, "{\"a\": 1}");
        assertThat(made.to()).isEqualTo(1);
        assertThat(JSON.writeValueAsString(made))
                .isEqualTo("{\"from\":0,\"to\":1,\"changes\":[{\"pointer\":\"/a\",\"before\":null,\"after\":1}]}");
    }
}
