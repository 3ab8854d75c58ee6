package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.ClientTools;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.tool.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the tools in Anthropic's requests, answers and messages.
final class MessageTools implements ClientTools {

    private static final String MESSAGES = "messages";
    private static final String NAME = "name";
    private static final String TOOLS = "tools";
    private static final String TOOL_CHOICE = "tool_choice";

    @Override
    public boolean isTainted(ObjectNode body) {
        for (JsonNode message : body.path(MESSAGES)) {
            for (JsonNode block : message.path(MessageTexts.CONTENT)) {
                if (MessageTexts.isResult(block)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public List<ToolCall> callsMade(ObjectNode body) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode message : body.path(MESSAGES)) {
            calls.addAll(ofContent(message.path(MessageTexts.CONTENT), UnaryOperator.identity()));
        }
        return calls;
    }

    /// Returns the tool calls in a message's content, in order.
    ///
    /// @param restored applied to their inputs before they are read
    static List<ToolCall> ofContent(JsonNode content, UnaryOperator<String> restored) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode block : content) {
            if (MessageTexts.isCall(block)) {
                String input = new String(WireJson.bytes(block.path("input")), StandardCharsets.UTF_8);
                calls.add(call(block.path(NAME).asString(""), restored.apply(input)));
            }
        }
        return calls;
    }

    /// Creates a call from its name and its input as JSON, which may be empty for tools without input.
    static ToolCall call(String name, String input) {
        if (input.isBlank()) {
            return new ToolCall(name, Map.of());
        }
        return new ToolCall(
                name,
                WireJson.object(input.getBytes(StandardCharsets.UTF_8))
                        .map(WireJson::map)
                        .orElse(null));
    }

    @Override
    public String insistedOn(ObjectNode body) {
        return body.path(TOOL_CHOICE).path(NAME).asString("");
    }

    @Override
    public void withholdTools(ObjectNode body, Predicate<String> offered) {
        if (!(body.get(TOOLS) instanceof ArrayNode tools) || tools.isEmpty()) {
            return;
        }
        for (int i = tools.size() - 1; i >= 0; i--) {
            String name = tools.get(i).path(NAME).asString("");
            if (!name.isEmpty() && !offered.test(name)) {
                tools.remove(i);
            }
        }
        if (tools.isEmpty()) {
            body.remove(TOOLS);
            body.remove(TOOL_CHOICE);
        }
    }
}
