package io.plumbline.eval.toolcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CallMatcherTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String TOOL = """
            {"name": "book.room", "parameters": {"type": "dict", "required": ["city"], "properties": {
              "city": {"type": "string"}, "nights": {"type": "integer"}, "price": {"type": "float"},
              "guests": {"type": "array", "items": {"type": "string"}}, "options": {"type": "dict"}}}}
            """;

    private static final CallMatcher MATCHER = new CallMatcher(ToolSchema.byName(List.of(JSON.readTree(TOOL))));

    private static ToolCall call(String arguments) {
        return new ToolCall("1", "book_room", JSON.readTree(arguments));
    }

    private static ExpectedCall accepted(String arguments) {
        return ExpectedCall.of(JSON.readTree("{\"book.room\": " + arguments + "}"));
    }

    private static ExpectedCall exact(String arguments) {
        return ExpectedCall.of(JSON.readTree("{\"name\": \"book.room\", \"arguments\": " + arguments + "}"));
    }

    /// What the leaderboard's `ast_checker` says of the same pairs.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"city": ["Paris"]}                                | {"city": "paris"}                          | true
                    {"city": ["New York, NY"]}                         | {"city": "new-york NY"}                    | true
                    {"city": ["Paris", "Paris, France"]}               | {"city": "Paris France"}                   | true
                    {"city": ["Paris"]}                                | {"city": "Rome"}                           | false
                    {"city": ["Paris"]}                                | {}                                         | false
                    {"city": ["Paris"], "nights": [2, ""]}             | {"city": "Paris"}                          | true
                    {"city": ["Paris"], "nights": [2]}                 | {"city": "Paris"}                          | false
                    {"city": ["Paris"]}                                | {"city": "Paris", "nights": 2}             | false
                    {"city": ["Paris"], "nights": [2]}                 | {"city": "Paris", "nights": "2"}           | false
                    {"city": ["Paris"], "nights": [2]}                 | {"city": "Paris", "nights": 2.0}           | false
                    {"city": ["Paris"], "price": [80.0]}               | {"city": "Paris", "price": 80}             | true
                    {"city": ["Paris"], "nights": ["duration"]}        | {"city": "Paris", "nights": "duration"}    | true
                    {"city": ["Paris"], "guests": [["Ann", "Bo"]]}     | {"city": "Paris", "guests": ["ann", "bo"]} | true
                    {"city": ["Paris"], "guests": [["Ann", "Bo"]]}     | {"city": "Paris", "guests": ["Bo", "Ann"]} | false
                    {"city": ["Paris"], "guests": [["Ann"]]}           | {"city": "Paris", "guests": [1]}           | false
                    {"city": ["Paris"], "options": [{"bed": ["twin", "double"], "view": ["sea", ""]}]} | {"city": "Paris", "options": {"bed": "Double"}} | true
                    {"city": ["Paris"], "options": [{"bed": ["twin"]}]} | {"city": "Paris", "options": {"bed": "twin", "view": "sea"}} | false
                    {"city": ["Paris"], "options": [{"bed": ["twin"]}]} | {"city": "Paris", "options": {}}           | false
                    """)
    void matchesLikeTheLeaderboard(String expected, String made, boolean matches) {
        assertThat(MATCHER.mismatch(accepted(expected), call(made)) == null).isEqualTo(matches);
    }

    @Test
    void comparesExactArgumentsWithOptionalOnes() {
        ExpectedCall expected = ExpectedCall.of(JSON.readTree("""
                {"name": "book_room", "arguments": {"city": "Paris", "nights": 2}, "optional": ["nights", "price"]}"""));
        assertThat(MATCHER.mismatch(expected, call("{\"city\": \"Paris\"}"))).isNull();
        assertThat(MATCHER.mismatch(expected, call("{\"city\": \"Paris\", \"nights\": 2, \"price\": 9}")))
                .isNull();
        assertThat(MATCHER.mismatch(expected, call("{\"city\": \"Paris\", \"nights\": 3}")))
                .isEqualTo("nights has another value");
    }

    @Test
    void assignsCallsSoThatAsManyAsPossibleMatch() {
        List<ExpectedCall> expected =
                List.of(accepted("{\"city\": [\"Paris\", \"Rome\"]}"), accepted("{\"city\": [\"Paris\"]}"));
        List<ToolCall> calls = List.of(call("{\"city\": \"Paris\"}"), call("{\"city\": \"Rome\"}"));
        assertThat(MATCHER.anyOrder(expected, calls).isExact()).isTrue();
        assertThat(MATCHER.anyOrder(expected, calls.subList(0, 1))).isEqualTo(new CallMatcher.Matching(1, 2, 1));
    }

    @Test
    void findsExpectedCallsInTheirOrder() {
        List<ExpectedCall> expected = List.of(exact("{\"city\": \"Paris\"}"), exact("{\"city\": \"Rome\"}"));
        List<ToolCall> calls = new ArrayList<>(
                List.of(call("{\"city\": \"Paris\"}"), call("{\"city\": \"Oslo\"}"), call("{\"city\": \"Rome\"}")));
        assertThat(MATCHER.inOrder(expected, calls).isComplete()).isTrue();
        assertThat(MATCHER.inOrder(expected, calls.reversed()).matched()).isOne();
        assertThat(MATCHER.inOrder(expected, calls).f1()).isEqualTo(0.8);
    }

    @Test
    void readsCallsOfAMessage() {
        JsonNode message = JSON.readTree("""
                {"content": null, "tool_calls": [
                  {"id": "a", "type": "function", "function": {"name": "f", "arguments": "{\\"x\\": 1}"}},
                  {"id": "b", "type": "function", "function": {"name": "g", "arguments": "{\\"x\\":"}},
                  {"id": "c", "type": "function", "function": {"name": "h", "arguments": ""}}]}
                """);
        List<ToolCall> calls = ToolCall.of(message);
        assertThat(calls).extracting(ToolCall::name).containsExactly("f", "g", "h");
        assertThat(calls.get(1).arguments()).isNull();
        assertThat(ToolCall.text(calls))
                .isEqualTo("[{\"name\":\"f\",\"arguments\":{\"x\":1}},{\"name\":\"g\",\"arguments\":null},"
                        + "{\"name\":\"h\",\"arguments\":{}}]");
        assertThat(new CallMatcher(Map.of()).mismatch(ExpectedCall.of(JSON.readTree("{\"g\": {}}")), calls.get(1)))
                .isEqualTo("the arguments are not a JSON object");
    }
}
