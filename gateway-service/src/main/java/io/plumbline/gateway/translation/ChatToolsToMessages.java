package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The tools of a chat in Anthropic's language. A schema for the answer becomes a tool that the model has to
/// call: its input is the answer.
final class ChatToolsToMessages {

    private static final String NAME = "name";
    private static final String TYPE = "type";
    private static final String TOOLS = "tools";
    private static final String CHOICE = "tool_choice";
    private static final String FUNCTION = "function";
    private static final String DESCRIPTION = "description";
    private static final String INPUT_SCHEMA = "input_schema";
    private static final String FORMAT = "response_format";
    private static final String NO_PARALLEL = "disable_parallel_tool_use";

    private ChatToolsToMessages() {}

    /// @throws ProblemException `invalid-call`
    static void translate(ObjectNode chat, ObjectNode out) {
        JsonNode tools = chat.path(TOOLS);
        if (tools.isEmpty()) {
            return;
        }
        ArrayNode translated = out.putArray(TOOLS);
        for (int i = 0; i < tools.size(); i++) {
            translated.add(tool(tools.get(i), TOOLS + "[" + i + "]"));
        }
        ObjectNode choice = choice(chat.path(CHOICE));
        boolean alone = !chat.path("parallel_tool_calls").asBoolean(true);
        if (alone && !choice.path(TYPE).asString("").equals("none")) {
            choice.put(NO_PARALLEL, true);
        }
        if (alone || chat.hasNonNull(CHOICE)) {
            out.set(CHOICE, choice);
        }
    }

    private static ObjectNode tool(JsonNode tool, String param) {
        JsonNode function = tool.path(FUNCTION);
        if (!tool.path(TYPE).asString(FUNCTION).equals(FUNCTION) || !function.isObject()) {
            throw InvalidCalls.at(param, "must be a function for the model behind this route");
        }
        ObjectNode translated = WireJson.newObject();
        translated.set(NAME, function.path(NAME));
        if (function.hasNonNull(DESCRIPTION)) {
            translated.set(DESCRIPTION, function.path(DESCRIPTION));
        }
        if (function.path("parameters") instanceof ObjectNode parameters) {
            translated.set(INPUT_SCHEMA, parameters);
        } else {
            translated.putObject(INPUT_SCHEMA).put(TYPE, "object").putObject("properties");
        }
        return translated;
    }

    private static ObjectNode choice(JsonNode choice) {
        ObjectNode translated = WireJson.newObject();
        if (choice.path(FUNCTION).isObject()) {
            return translated
                    .put(TYPE, "tool")
                    .put(NAME, choice.path(FUNCTION).path(NAME).asString(""));
        }
        if (choice.isMissingNode() || choice.isNull()) {
            return translated.put(TYPE, "auto");
        }
        return translated.put(
                TYPE,
                switch (choice.asString("")) {
                    case "auto" -> "auto";
                    case "none" -> "none";
                    case "required" -> "any";
                    default ->
                        throw InvalidCalls.at(
                                CHOICE, "must be auto, none, required or a function for the model behind this route");
                });
    }

    /// @return the name of the tool that stands for the schema; null where there is none
    /// @throws ProblemException `invalid-call` for a format that the model cannot be held to
    static @Nullable String translateFormat(ObjectNode chat, ObjectNode out) {
        JsonNode format = chat.path(FORMAT);
        String type = format.path(TYPE).asString("text");
        if (type.equals("text")) {
            return null;
        }
        JsonNode wanted = format.path("json_schema");
        if (!type.equals("json_schema")
                || !wanted.path("schema").path(TYPE).asString("").equals("object")) {
            throw InvalidCalls.at(FORMAT, "must be a json_schema of an object for the model behind this route");
        }
        if (out.has(TOOLS) || out.has("thinking")) {
            throw InvalidCalls.at(FORMAT, "cannot be combined with tools or reasoning for the model behind this route");
        }
        String name = wanted.path(NAME).asString("answer");
        ObjectNode tool = out.putArray(TOOLS).addObject().put(NAME, name);
        tool.put(DESCRIPTION, wanted.path(DESCRIPTION).asString("Gives the answer."));
        tool.set(INPUT_SCHEMA, wanted.path("schema"));
        out.putObject(CHOICE).put(TYPE, "tool").put(NAME, name).put(NO_PARALLEL, true);
        return name;
    }
}
