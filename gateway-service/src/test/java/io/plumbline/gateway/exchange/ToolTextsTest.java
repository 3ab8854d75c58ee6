package io.plumbline.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.tool.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ToolTextsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static List<ToolCall> calls(String message) {
        JsonNode read = JSON.readTree(message.replace('\'', '"'));
        return ToolTexts.ofMessage(read, UnaryOperator.identity());
    }

    @Test
    void readsArgumentsAsTextAndAsAnObject() {
        assertThat(calls("""
            {'tool_calls':[{'function':{'name':'a','arguments':'{\\"x\\":1}'}},{'function':{'name':'b','arguments':{'x':2}}}],
             'function_call':{'name':'c','arguments':{'x':3}}}"""))
                .containsExactly(
                        new ToolCall("a", Map.of("x", 1)),
                        new ToolCall("b", Map.of("x", 2)),
                        new ToolCall("c", Map.of("x", 3)));
    }

    @Test
    void readsACallOfACustomToolBesideAFunctionThatIsNone() {
        assertThat(calls("{'tool_calls':[{'function':null,'custom':{'name':'a','input':'x'}}]}"))
                .containsExactly(new ToolCall("a", null));
    }

    @Test
    void readsACallWithoutArgumentsAsOneThatTakesNone() {
        assertThat(calls("""
            {'tool_calls':[{'function':{'name':'a','arguments':''}},{'function':{'name':'b'}},
             {'function':{'name':'c','arguments':'{'}},{'function':{'name':'d','arguments':null}}]}"""))
                .containsExactly(
                        new ToolCall("a", Map.of()),
                        new ToolCall("b", Map.of()),
                        new ToolCall("c", null),
                        new ToolCall("d", null));
    }
}
