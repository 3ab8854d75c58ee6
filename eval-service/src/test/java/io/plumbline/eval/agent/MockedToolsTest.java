package io.plumbline.eval.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.eval.suite.document.ToolMock;
import io.plumbline.eval.toolcall.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MockedToolsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static MockedTools tools(String state, String... mocks) {
        return new MockedTools(
                List.of(mocks).stream()
                        .map(mock -> JSON.readValue(mock, ToolMock.class))
                        .toList(),
                JSON.readTree(state));
    }

    private static String call(MockedTools tools, String name, String arguments) {
        return tools.call(new ToolCall("1", name, JSON.readTree(arguments))).text();
    }

    @Test
    void answersByTheFirstMockThatMatches() {
        MockedTools tools = tools(
                "{}",
                "{\"tool\": \"rate\", \"arguments\": {\"currency\": \"CHF\"}, \"result\": {\"rate\": 0.94}}",
                "{\"tool\": \"rate\", \"result\": \"{{currency}} is unknown\"}",
                "{\"tool\": \"send\", \"error\": \"busy\", \"times\": 1}",
                "{\"tool\": \"send\", \"result\": {\"to\": \"{{account}}\", \"amount\": \"{{amount}}\"}}");
        assertThat(call(tools, "rate", "{\"currency\": \"chf\"}")).isEqualTo("{\"rate\":0.94}");
        assertThat(call(tools, "rate", "{\"currency\": \"USD\"}")).isEqualTo("USD is unknown");
        assertThat(call(tools, "send", "{\"account\": \"A1\", \"amount\": 5}")).isEqualTo("{\"error\":\"busy\"}");
        assertThat(call(tools, "send", "{\"account\": \"A1\", \"amount\": 5}"))
                .isEqualTo("{\"to\":\"A1\",\"amount\":5}");
        assertThat(tools.call(new ToolCall("1", "other", JSON.readTree("{}")))).satisfies(result -> {
            assertThat(result.mocked()).isFalse();
            assertThat(result.text()).contains("No result is available");
        });
    }

    @Test
    void readsAndChangesTheState() {
        MockedTools tools = tools(
                "{\"orders\": {\"42\": {\"status\": \"open\"}}, \"log\": []}",
                "{\"tool\": \"get\", \"read\": \"/orders/{{id}}\"}",
                "{\"tool\": \"cancel\", \"when\": {\"/orders/{{id}}/status\": \"open\"},"
                        + " \"set\": {\"/orders/{{id}}/status\": \"cancelled\", \"/log/-\": {\"order\": \"{{id}}\"}},"
                        + " \"result\": \"done\"}",
                "{\"tool\": \"cancel\", \"error\": \"The order {{id}} is not open.\"}");
        assertThat(call(tools, "cancel", "{\"id\": \"42\"}")).isEqualTo("done");
        assertThat(call(tools, "cancel", "{\"id\": \"42\"}")).contains("The order 42 is not open.");
        assertThat(call(tools, "get", "{\"id\": \"42\"}")).isEqualTo("{\"status\":\"cancelled\"}");
        assertThat(call(tools, "get", "{\"id\": \"4/2\"}")).contains("Not found.");
        assertThat(tools.state())
                .isEqualTo(JSON.readTree(
                        "{\"orders\": {\"42\": {\"status\": \"cancelled\"}}, \"log\": [{\"order\": \"42\"}]}"));
    }

    @Test
    void refusesMocksOfARecordThatAreInvalid() {
        ToolMock noPointer = JSON.readValue("{\"tool\": \"get\", \"read\": \"orders\"}", ToolMock.class);
        assertThatThrownBy(() -> MockedTools.check(noPointer)).isInstanceOf(IllegalArgumentException.class);
        ToolMock noTool = JSON.readValue("{\"result\": 1}", ToolMock.class);
        assertThatThrownBy(() -> MockedTools.check(noTool)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundsResultsErrorsAndWhatItStores() {
        MockedTools tools = tools(
                "{\"notes\": []}",
                "{\"tool\": \"echo\", \"result\": [\"{{text}}\", \"{{text}}\"]}",
                "{\"tool\": \"fail\", \"error\": \"{{text}}{{text}}\"}",
                "{\"tool\": \"note\", \"set\": {\"/notes/-\": \"{{text}} {{text}}\"}, \"read\": \"/notes/0\"}");
        String arguments = "{\"text\": \"" + "x".repeat(60_000) + "\"}";
        assertThat(call(tools, "echo", arguments)).hasSize(100_000);
        assertThat(call(tools, "fail", arguments))
                .hasSizeLessThan(100_100)
                .startsWith("{\"error\":\"xxx")
                .endsWith("\"}");
        assertThat(call(tools, "note", arguments)).hasSize(100_000);
        assertThat(tools.state().at("/notes/0").asString()).hasSize(100_000);
    }
}
