package io.plumbline.simulator.bedrock;

import io.plumbline.simulator.answer.Limits;
import io.plumbline.simulator.answer.SimulatedConversation;
import io.plumbline.simulator.answer.Turn;
import io.plumbline.simulator.answer.Turn.Role;
import io.plumbline.simulator.json.Fields;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.tool.ToolDefinition;
import io.plumbline.simulator.tool.ToolSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Reads the body of a Converse request: strict about known fields, ignoring unknown ones. A `toolResult` in a
/// user's message becomes a turn of its own; it must answer an earlier `toolUse`.
final class ConverseReader {
    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, String> toolsByUse = new HashMap<>();

    private ConverseReader() {}

    /// A request.
    ///
    /// @param thinks whether the answer begins with the model's thinking
    record Asked(SimulatedConversation conversation, boolean thinks) {}

    static Asked read(ObjectNode body) {
        Fields fields = Fields.of(body);
        ConverseReader reader = new ConverseReader();
        reader.messages(fields);
        Fields config = fields.object("toolConfig").orElseGet(() -> Fields.of(Json.newObject()));
        List<ToolDefinition> tools = tools(config);
        if (tools.isEmpty() && !reader.toolsByUse.isEmpty()) {
            throw fields.refuse("toolConfig", "must be defined when using toolUse and toolResult content blocks");
        }
        boolean thinks = fields.object("additionalModelRequestFields")
                .flatMap(more -> more.object("thinking"))
                .map(thinking -> !thinking.requiredString("type").equals("disabled"))
                .orElse(false);
        return new Asked(new SimulatedConversation(reader.turns, tools, choice(config), null, limits(fields)), thinks);
    }

    private static Limits limits(Fields fields) {
        Fields config = fields.object("inferenceConfig").orElseGet(() -> Fields.of(Json.newObject()));
        config.number("temperature", 0, 1);
        config.number("topP", 0, 1);
        List<String> stops = config.array("stopSequences").stream()
                .map(stop -> stop.asString(""))
                .toList();
        return new Limits(config.integer("maxTokens", 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE), stops);
    }

    private static List<ToolDefinition> tools(Fields config) {
        List<ToolDefinition> tools = new ArrayList<>();
        for (Fields tool : config.objects("tools")) {
            Fields spec = tool.object("toolSpec").orElseThrow(() -> tool.refuse("toolSpec", "is required"));
            Fields schema = spec.object("inputSchema")
                    .flatMap(input -> input.object("json"))
                    .orElseThrow(() -> spec.refuse("inputSchema.json", "is required"));
            tools.add(new ToolDefinition(
                    spec.requiredString("name"), spec.string("description").orElse(""), schema.node()));
        }
        return tools;
    }

    private static ToolSettings choice(Fields config) {
        Optional<Fields> choice = config.object("toolChoice");
        if (choice.flatMap(given -> given.object("any")).isPresent()) {
            return new ToolSettings(ToolSettings.Mode.REQUIRED, "", true);
        }
        return choice.flatMap(given -> given.object("tool"))
                .map(tool -> new ToolSettings(ToolSettings.Mode.NAMED, tool.requiredString("name"), true))
                .orElse(ToolSettings.AUTO);
    }

    private void messages(Fields body) {
        StringBuilder system = new StringBuilder();
        for (Fields block : body.objects("system")) {
            append(system, block.string("text").orElse(""));
        }
        if (!system.isEmpty()) {
            turns.add(new Turn(Role.SYSTEM, system.toString(), "", 0));
        }
        List<Fields> messages = body.objects("messages");
        if (messages.isEmpty()) {
            throw body.refuse("messages", "is required and must not be empty");
        }
        for (Fields message : messages) {
            Role role = switch (message.requiredString("role")) {
                case "user" -> Role.USER;
                case "assistant" -> Role.ASSISTANT;
                default -> throw message.refuse("role", "must be user or assistant");
            };
            if (!turns.isEmpty() && turns.getLast().role() == role) {
                throw message.refuse("role", "must alternate between user and assistant");
            }
            blocks(role, message);
        }
    }

    private void blocks(Role role, Fields message) {
        List<Fields> blocks = message.objects("content");
        if (blocks.isEmpty()) {
            throw message.refuse("content", "is required and must not be empty");
        }
        StringBuilder text = new StringBuilder();
        int attachments = 0;
        boolean onlyResults = true;
        for (Fields block : blocks) {
            Optional<Fields> result = block.object("toolResult");
            result.ifPresent(this::result);
            onlyResults &= result.isPresent() || block.node().has("cachePoint");
            block.object("toolUse").ifPresent(use -> append(text, use(use)));
            block.string("text").ifPresent(said -> append(text, said));
            attachments += block.node().has("image") || block.node().has("document") ? 1 : 0;
        }
        if (!onlyResults) {
            turns.add(new Turn(role, text.toString(), "", attachments));
        }
    }

    private void result(Fields result) {
        String tool = toolsByUse.get(result.requiredString("toolUseId"));
        if (tool == null) {
            throw result.refuse("toolUseId", "answers no toolUse of an earlier message");
        }
        StringBuilder text = new StringBuilder();
        result.objects("content")
                .forEach(block -> append(text, block.string("text").orElse("")));
        turns.add(new Turn(Role.TOOL, text.toString(), tool, 0));
    }

    private String use(Fields use) {
        String name = use.requiredString("name");
        toolsByUse.put(use.requiredString("toolUseId"), name);
        return name + use.object("input").map(input -> Json.text(input.node())).orElse("");
    }

    private static void append(StringBuilder text, String more) {
        text.append(text.isEmpty() ? "" : "\n").append(more);
    }
}
