package io.plumbline.simulator.anthropic;

import io.plumbline.simulator.answer.Limits;
import io.plumbline.simulator.answer.SimulatedConversation;
import io.plumbline.simulator.json.Fields;
import io.plumbline.simulator.tool.ToolDefinition;
import io.plumbline.simulator.tool.ToolSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Reads the body of a message request: strict about known fields, ignoring unknown ones.
final class MessageRequestReader {
    private static final int LEAST_BUDGET = 1_024;

    private MessageRequestReader() {}

    static MessageRequest read(String model, ObjectNode body) {
        Fields fields = Fields.of(body);
        fields.number("temperature", 0, 1);
        int maxTokens = fields.integer("max_tokens", 1, Integer.MAX_VALUE)
                .orElseThrow(() -> fields.refuse("max_tokens", "is required"));
        return new MessageRequest(
                model, conversation(fields, maxTokens), fields.flag("stream", false), thinks(fields, maxTokens));
    }

    private static boolean thinks(Fields fields, int maxTokens) {
        Optional<Fields> thinking = fields.object("thinking");
        if (thinking.isEmpty()) {
            return false;
        }
        Fields given = thinking.get();
        return switch (given.requiredString("type")) {
            case "disabled" -> false;
            case "adaptive" -> true;
            case "enabled" -> {
                int budget = given.integer("budget_tokens", LEAST_BUDGET, Integer.MAX_VALUE)
                        .orElseThrow(() -> given.refuse("budget_tokens", "is required"));
                if (budget >= maxTokens) {
                    throw given.refuse("budget_tokens", "must be less than max_tokens");
                }
                yield true;
            }
            default -> throw given.refuse("type", "must be enabled, adaptive or disabled");
        };
    }

    /// Reads a token count request, which has no maximum answer length.
    static SimulatedConversation readToCount(ObjectNode body) {
        return conversation(Fields.of(body), Integer.MAX_VALUE);
    }

    private static SimulatedConversation conversation(Fields fields, int maxTokens) {
        List<ToolDefinition> tools = tools(fields);
        List<String> stops = fields.array("stop_sequences").stream()
                .map(node -> node.asString(""))
                .toList();
        if (stops.stream().anyMatch(String::isBlank)) {
            throw fields.refuse("stop_sequences", "must be strings that are not blank");
        }
        return new SimulatedConversation(
                MessageTurns.read(fields), tools, toolChoice(fields, tools), null, new Limits(maxTokens, stops));
    }

    /// Tools that run on Anthropic's own servers have no `input_schema` and are never called here.
    private static List<ToolDefinition> tools(Fields fields) {
        List<ToolDefinition> tools = new ArrayList<>();
        for (Fields tool : fields.objects("tools")) {
            String name = tool.requiredString("name");
            String type = tool.string("type").orElse("custom");
            Optional<Fields> schema = tool.object("input_schema");
            if (schema.isEmpty() && type.equals("custom")) {
                throw tool.refuse("input_schema", "is required");
            }
            schema.ifPresent(given -> tools.add(
                    new ToolDefinition(name, tool.string("description").orElse(""), given.node())));
        }
        return tools;
    }

    private static ToolSettings toolChoice(Fields fields, List<ToolDefinition> tools) {
        Optional<Fields> choice = fields.object("tool_choice");
        if (choice.isEmpty()) {
            return ToolSettings.AUTO;
        }
        Fields given = choice.get();
        boolean parallel = !given.flag("disable_parallel_tool_use", false);
        return switch (given.requiredString("type")) {
            case "auto" -> new ToolSettings(ToolSettings.Mode.AUTO, "", parallel);
            case "none" -> new ToolSettings(ToolSettings.Mode.NONE, "", parallel);
            case "any" -> new ToolSettings(ToolSettings.Mode.REQUIRED, "", parallel);
            case "tool" -> {
                String name = given.requiredString("name");
                if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
                    throw given.refuse("name", "is not in 'tools': " + name);
                }
                yield new ToolSettings(ToolSettings.Mode.NAMED, name, parallel);
            }
            default -> throw given.refuse("type", "must be auto, any, tool or none");
        };
    }
}
