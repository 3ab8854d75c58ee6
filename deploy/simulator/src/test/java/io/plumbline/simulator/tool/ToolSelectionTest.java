package io.plumbline.simulator.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.tool.ToolSettings.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ToolSelectionTest {
    private static final List<ToolDefinition> TOOLS = List.of(
            tool("get_account_balance", "{\"account_id\": {\"type\": \"string\"}}", "account_id"),
            tool("block_card", "{\"reason\": {\"enum\": [\"lost\", \"stolen\"]}}", "reason"),
            tool("sendEmail", "{\"email\": {\"type\": \"string\"}, \"subject\": {\"type\": \"string\"}}", "email"),
            tool("convert", "{\"amount\": {\"type\": \"number\", \"minimum\": 0}, \"on\": {}}", "amount"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            What is the balance of my account AB-1234? | get_account_balance | {"account_id":"AB-1234"}
            Please block my card, it was stolen        | block_card          | {"reason":"stolen"}
            Block the card!                            | block_card          | {"reason":"lost"}
            Send an email to <EMAIL_1>                 | sendEmail           | {"email":"<EMAIL_1>"}
            Send an email "Hello" to a@b.example       | sendEmail           | {"email":"a@b.example","subject":"Hello"}
            Convert 12.50 euros                        | convert             | {"amount":12.5}
            """)
    void callsTheToolThatIsAskedFor(String question, String name, String arguments) {
        assertThat(ToolSelection.calls(question, TOOLS, ToolSettings.AUTO))
                .containsExactly(new SimulatedToolCall(name, arguments));
    }

    @Test
    void doesNotActOnAMereQuestionAboutTheSameThing() {
        assertThat(ToolSelection.calls("What does a card cost?", TOOLS, ToolSettings.AUTO))
                .isEmpty();
        assertThat(ToolSelection.calls("When do you open?", TOOLS, ToolSettings.AUTO))
                .isEmpty();
    }

    @Test
    void callsSeveralToolsAtOnceUnlessThatIsOff() {
        String question = "Block my card and tell me the balance of account AB-1234 and account CD-5678";

        assertThat(ToolSelection.calls(question, TOOLS, ToolSettings.AUTO))
                .extracting(SimulatedToolCall::name)
                .containsExactly("get_account_balance", "get_account_balance", "block_card");
        assertThat(ToolSelection.calls(question, TOOLS, new ToolSettings(Mode.AUTO, "", false)))
                .hasSize(1);
    }

    @Test
    void followsTheChoiceOfTheRequest() {
        assertThat(ToolSelection.calls("Block my card", TOOLS, new ToolSettings(Mode.NONE, "", true)))
                .isEmpty();
        assertThat(ToolSelection.calls("Hello", TOOLS, new ToolSettings(Mode.REQUIRED, "", true)))
                .extracting(SimulatedToolCall::name)
                .containsExactly("get_account_balance");
        assertThat(ToolSelection.calls("Hello", TOOLS, new ToolSettings(Mode.NAMED, "convert", true)))
                .containsExactly(new SimulatedToolCall("convert", "{\"amount\":0.0}"));
    }

    private static ToolDefinition tool(String name, String properties, String required) {
        String schema =
                "{\"type\": \"object\", \"properties\": " + properties + ", \"required\": [\"" + required + "\"]}";
        return new ToolDefinition(name, "", (ObjectNode) Json.parse(schema).orElseThrow());
    }
}
