package io.plumbline.simulator.openai;

import io.plumbline.simulator.answer.AnswerFormat;
import io.plumbline.simulator.answer.Limits;
import io.plumbline.simulator.answer.SimulatedConversation;
import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.json.Fields;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.tool.ToolDefinition;
import io.plumbline.simulator.tool.ToolSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the body of a chat completion. As strict as OpenAI about known fields, which exposes a gateway that
/// breaks a request; ignores unknown fields.
final class ChatRequestReader {
    private static final int MOST_CHOICES = 128;
    private static final int MOST_STOPS = 4;

    private ChatRequestReader() {}

    static ChatRequest read(String model, ObjectNode body) {
        Fields fields = Fields.of(body);
        fields.number("temperature", 0, 2);
        fields.number("top_p", 0, 1);
        boolean stream = fields.flag("stream", false);
        Optional<Fields> streamOptions = fields.object("stream_options");
        if (streamOptions.isPresent() && !stream) {
            throw fields.refuse("stream_options", "is only allowed when 'stream' is true");
        }
        List<ToolDefinition> tools = tools(fields);
        SimulatedConversation conversation = new SimulatedConversation(
                ChatMessages.read(fields), tools, toolChoice(fields, tools), format(fields), limits(fields));
        return new ChatRequest(
                model,
                conversation,
                fields.integer("n", 1, MOST_CHOICES).orElse(1),
                stream,
                streamOptions
                        .map(options -> options.flag("include_usage", false))
                        .orElse(false),
                fields.flag("logprobs", false)
                        ? fields.integer("top_logprobs", 0, 20).orElse(0)
                        : -1);
    }

    private static List<ToolDefinition> tools(Fields fields) {
        List<ToolDefinition> tools = new ArrayList<>();
        for (Fields tool : fields.objects("tools")) {
            Fields function = tool.object("function")
                    .orElseThrow(() -> tool.refuse("function", "is required: other tools are unknown here"));
            String name = function.requiredString("name");
            if (!name.matches("[a-zA-Z0-9_-]{1,64}")) {
                throw function.refuse("name", "must have 1 to 64 letters, digits, '_' or '-'");
            }
            tools.add(new ToolDefinition(
                    name,
                    function.string("description").orElse(""),
                    function.object("parameters").map(Fields::node).orElseGet(Json::newObject)));
        }
        return tools;
    }

    private static ToolSettings toolChoice(Fields fields, List<ToolDefinition> tools) {
        boolean parallel = fields.flag("parallel_tool_calls", true);
        Optional<JsonNode> choice = fields.present("tool_choice");
        if (choice.isEmpty()) {
            return new ToolSettings(ToolSettings.Mode.AUTO, "", parallel);
        }
        if (choice.get() instanceof ObjectNode object) {
            String name = new Fields(object, "tool_choice")
                    .object("function")
                    .map(function -> function.requiredString("name"))
                    .orElseThrow(() -> fields.refuse("tool_choice", "must name a function"));
            if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
                throw fields.refuse("tool_choice", "names a function that is not in 'tools': " + name);
            }
            return new ToolSettings(ToolSettings.Mode.NAMED, name, parallel);
        }
        ToolSettings.Mode mode = switch (choice.get().asString("")) {
            case "none" -> ToolSettings.Mode.NONE;
            case "auto" -> ToolSettings.Mode.AUTO;
            case "required" -> ToolSettings.Mode.REQUIRED;
            default -> throw fields.refuse("tool_choice", "must be none, auto, required or a function");
        };
        return new ToolSettings(mode, "", parallel);
    }

    private static @Nullable AnswerFormat format(Fields fields) {
        Optional<Fields> format = fields.object("response_format");
        if (format.isEmpty()) {
            return null;
        }
        return switch (format.get().requiredString("type")) {
            case "text" -> null;
            case "json_object" -> new AnswerFormat(null);
            case "json_schema" ->
                new AnswerFormat(format.get()
                        .object("json_schema")
                        .flatMap(wrapper -> wrapper.object("schema"))
                        .map(Fields::node)
                        .orElseThrow(
                                () -> RequestRefusal.badField("response_format.json_schema.schema", "is required")));
            default -> throw format.get().refuse("type", "must be text, json_object or json_schema");
        };
    }

    private static Limits limits(Fields fields) {
        int older = fields.integer("max_tokens", 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
        int most = fields.integer("max_completion_tokens", 1, Integer.MAX_VALUE).orElse(older);
        return new Limits(most, stops(fields));
    }

    private static List<String> stops(Fields fields) {
        Optional<JsonNode> stop = fields.present("stop");
        if (stop.isEmpty()) {
            return List.of();
        }
        List<JsonNode> nodes = stop.get().isString() ? List.of(stop.get()) : fields.array("stop");
        List<String> stops = nodes.stream()
                .map(node -> node.asString(""))
                .filter(text -> !text.isEmpty())
                .toList();
        if (stops.size() > MOST_STOPS || stops.size() < nodes.size()) {
            throw fields.refuse("stop", "must be a string or up to " + MOST_STOPS + " strings that are not empty");
        }
        return stops;
    }
}
