package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A message's request in OpenAI's language. What OpenAI has no word for is refused where the answer would be
/// another one, and left out where it is a hint; what nobody knows goes on as it is, and the provider says
/// what it thinks of it.
final class MessagesRequestToChat {

    /// Hints, what is about paying and caching, and OpenAI's words for how much is answered: `max_tokens`
    /// says that here, and a message is one answer.
    private static final Set<String> LEFT_OUT = Set.of(
            "service_tier", "speed", "cache_control", "max_completion_tokens", "n", "best_of", "candidate_count");

    private static final Set<String> TRANSLATED = Set.of(
            "model",
            "messages",
            "system",
            "max_tokens",
            "stop_sequences",
            "tools",
            "tool_choice",
            "metadata",
            "thinking",
            "output_config",
            "output_format");

    private static final Set<String> REFUSED = Set.of("mcp_servers", "container", "context_management");

    private MessagesRequestToChat() {}

    /// @param model the provider's name for it
    /// @throws ProblemException `invalid-call`, with the field at fault as `param`
    static ObjectNode translate(ObjectNode messages, String model) {
        ObjectNode out = WireJson.newObject();
        for (Map.Entry<String, JsonNode> member : messages.properties()) {
            String name = member.getKey();
            if (member.getValue().isNull() || TRANSLATED.contains(name) || LEFT_OUT.contains(name)) {
                continue;
            }
            if (REFUSED.contains(name)) {
                throw InvalidCalls.at(name, "is not supported by the model behind this route");
            }
            out.set(name, member.getValue());
        }
        out.set(OutputLimits.nameAt(model), messages.path("max_tokens"));
        if (messages.path("stop_sequences") instanceof ArrayNode stops && !stops.isEmpty()) {
            out.set("stop", stops);
        }
        if (messages.path("metadata").hasNonNull("user_id")) {
            out.set("user", messages.path("metadata").path("user_id"));
        }
        out.set("messages", MessageTurnsToChat.translate(messages));
        tools(messages, out);
        Reasoning.toChat(messages, out);
        format(messages, out);
        return out;
    }

    private static void tools(ObjectNode messages, ObjectNode out) {
        JsonNode tools = messages.path("tools");
        if (tools.isEmpty()) {
            return;
        }
        ArrayNode translated = out.putArray("tools");
        for (int i = 0; i < tools.size(); i++) {
            tool(tools.get(i), "tools[" + i + "]", translated.addObject());
        }
        JsonNode choice = messages.path("tool_choice");
        if (choice.isObject()) {
            choice(choice, out);
        }
    }

    private static void tool(JsonNode tool, String param, ObjectNode into) {
        if (!tool.path("type").asString("custom").equals("custom")
                || !tool.path("input_schema").isObject()) {
            throw InvalidCalls.at(
                    param, "must have an input_schema: the model behind this route has no built-in tools");
        }
        ObjectNode function = into.put("type", "function").putObject("function");
        function.set("name", tool.path("name"));
        for (String name : new String[] {"description", "strict"}) {
            if (tool.hasNonNull(name)) {
                function.set(name, tool.path(name));
            }
        }
        function.set("parameters", tool.path("input_schema"));
    }

    private static void choice(JsonNode choice, ObjectNode out) {
        switch (choice.path("type").asString("")) {
            case "auto" -> out.put("tool_choice", "auto");
            case "any" -> out.put("tool_choice", "required");
            case "none" -> out.put("tool_choice", "none");
            case "tool" ->
                out.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .set("name", choice.path("name"));
            default -> throw InvalidCalls.at("tool_choice.type", "must be auto, any, tool or none");
        }
        if (choice.path("disable_parallel_tool_use").asBoolean(false)) {
            out.put("parallel_tool_calls", false);
        }
    }

    /// A schema for the answer, under either of its names.
    private static void format(ObjectNode messages, ObjectNode out) {
        JsonNode format = messages.path("output_config").path("format");
        JsonNode wanted = format.isObject() ? format : messages.path("output_format");
        if (!wanted.isObject()) {
            return;
        }
        if (!wanted.path("type").asString("").equals("json_schema")) {
            throw InvalidCalls.at("output_config.format", "must be a json_schema for the model behind this route");
        }
        ObjectNode schema =
                out.putObject("response_format").put("type", "json_schema").putObject("json_schema");
        schema.put("name", "answer").put("strict", true).set("schema", wanted.path("schema"));
    }
}
