package io.plumbline.gateway.client.completions;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.wire.CallNumbers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Calls of tools, as streams give them.
class StreamedCallsTest extends ChatStreamTests {

    private static final EffectivePolicy RULED = TestGuards.policy("""
        {"stages": {}, "tools": {"default": "block", "rules": [{"name": "search"}]}}\
        """);

    /// @param fragments each as index, identifier and name, of which `-` is none
    @ParameterizedTest
    @CsvSource({
        "0ag 0-- 1bg 1-- 0--,           00110",
        "0ag 0bg 0-- 0cg,               0112",
        "-ag --- -bg ---,               0011",
        "0ag 0bg 1cg 1--,               0122",
        "0-g 0a- 0--,                   000",
        "0ag 0b- 0c-,                   000",
        "0ag 0ag,                       00",
        "3ag 1bg,                       31"
    })
    void tellCallsApart(String fragments, String numbers) {
        CallNumbers calls = new CallNumbers();
        StringBuilder told = new StringBuilder();
        for (String fragment : fragments.split(" ", -1)) {
            told.append(calls.of(JSON.readTree(fragment(fragment, "{}"))));
        }
        assertThat(told).hasToString(numbers);
    }

    private static String fragment(String index, String id, String name, String arguments) {
        return "{" + index + id + "\"function\":{" + name + "\"arguments\":" + JSON.writeValueAsString(arguments)
                + "}}";
    }

    private static String fragment(String short3, String arguments) {
        String index = short3.charAt(0) == '-' ? "" : "\"index\":" + short3.charAt(0) + ",";
        String id = short3.charAt(1) == '-' ? "" : "\"id\":\"" + short3.charAt(1) + "\",";
        String name = short3.charAt(2) == '-' ? "" : "\"name\":\"search\",";
        return fragment(index, id, name, arguments);
    }

    private static String call(String index, String id, String name, String arguments) {
        return delta("\"tool_calls\":["
                + fragment(index, "\"id\":\"" + id + "\",", "\"name\":\"" + name + "\",", arguments) + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"index\":0,", ""})
    void keepParallelCallsOfOneIndexApart(String index) throws NotAChunkException {
        for (EffectivePolicy policy : List.of(RULED, TestGuards.FLOWING)) {
            List<JsonNode> out = feed(
                    stream(policy, false),
                    call(index, "a", "search", "{\"q\":1}"),
                    call(index, "b", "search", "{\"q\":2}"),
                    finish(0, "tool_calls"));
            assertThat(finishReasons(out)).containsExactly("tool_calls");
            assertThat(arguments(out, 0)).isEqualTo("{\"q\":1}");
            assertThat(arguments(out, 1)).isEqualTo("{\"q\":2}");
        }
    }

    @Test
    void judgeEachOfThem() throws NotAChunkException {
        List<JsonNode> out = feed(
                stream(RULED, false),
                call("", "a", "search", "{\"q\":1}"),
                call("", "b", "drop", "{\"q\":2}"),
                finish(0, "tool_calls"));
        assertThat(finishReasons(out)).containsExactly("content_filter");
        assertThat(out.toString()).doesNotContain("search", "drop");
    }

    @Test
    void looksAtAMemberThatIsCalledAsThePathOfTheArguments() throws NotAChunkException {
        String chunk = "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'1','function.arguments':'@',"
                + "'function':{'name':'f','arguments':'{}'}}]}}]}";
        List<JsonNode> out = feed(
                stream(TestGuards.FLOWING, false),
                chunk.replace('\'', '"').replace("@", "AKIAIOSFODNN7EXAMPLE"),
                finish(0, "tool_calls"));
        assertThat(out.toString()).doesNotContain("AKIA").contains("function.arguments");
    }

    @Test
    void judgesACallWithoutArgumentsAsOneThatTakesNone() throws NotAChunkException {
        EffectivePolicy ruled = TestGuards.policy("""
            {"stages": {}, "tools": {"default": "block", "rules": [
             {"name": "list", "arguments": {"q": {"denied": ["*secret*"]}}}]}}\
            """);
        List<JsonNode> out = feed(stream(ruled, false), toolStart(0, "c1", "list"), finish(0, "tool_calls"));
        assertThat(finishReasons(out)).containsExactly("tool_calls");
        assertThat(arguments(out, 0)).isEqualTo("{}");
    }
}
