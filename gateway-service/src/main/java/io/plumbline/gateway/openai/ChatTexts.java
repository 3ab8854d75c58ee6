package io.plumbline.gateway.openai;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.TextPlace.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Finds everything in a chat completion's request or answer that is text: of every message and role, of every
/// part, of tool calls and their results, of every choice. One text is one place, so that errors can name it.
public final class ChatTexts {

    private static final String CONTENT = "content";
    private static final String ARGUMENTS = "arguments";
    private static final String[] SAID = {"refusal", "reasoning_content", "reasoning"};
    /// Members of parts that hold addresses, encoded data and keywords.
    private static final Set<String> NO_TEXT = Set.of(
            "type",
            "url",
            "data",
            "file_data",
            "file_id",
            "id",
            "format",
            "detail",
            "media_type",
            "mime_type",
            "signature");
    private static final String[] IDENTIFIERS = {"user", "safety_identifier", "prompt_cache_key"};

    private ChatTexts() {}

    /// The places of a request.
    public static List<TextPlace> ofRequest(ObjectNode body) {
        List<TextPlace> places = new ArrayList<>(ofMessages(body.path("messages")));
        for (String identifier : IDENTIFIERS) {
            add(body, identifier, Origin.INSTRUCTIONS, identifier, places);
        }
        if (body.get("metadata") instanceof ObjectNode metadata) {
            for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
                add(metadata, entry.getKey(), Origin.INSTRUCTIONS, "metadata", places);
            }
        }
        if (body.get("prediction") instanceof ObjectNode prediction) {
            content(prediction, Origin.CONVERSATION, "prediction", places);
        }
        return places;
    }

    /// The places of a list of messages.
    public static List<TextPlace> ofMessages(JsonNode messages) {
        List<TextPlace> places = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            if (messages.path(i) instanceof ObjectNode message) {
                message(message, originOf(message), "messages[" + i + "]", places);
            }
        }
        return places;
    }

    /// The places of one choice of an answer.
    public static List<TextPlace> ofChoice(ObjectNode choice, int index) {
        List<TextPlace> places = new ArrayList<>(2);
        if (choice.get("message") instanceof ObjectNode message) {
            String param = "choices[" + index + "].message";
            message(message, Origin.CONVERSATION, param, places);
            if (message.get("audio") instanceof ObjectNode audio) {
                add(audio, "transcript", Origin.CONVERSATION, param + ".audio.transcript", places);
            }
        }
        return places;
    }

    /// The string values of the variables of a prompt.
    public static List<TextPlace> ofVariables(ObjectNode variables) {
        List<TextPlace> places = new ArrayList<>(variables.size());
        for (Map.Entry<String, JsonNode> entry : variables.properties()) {
            add(variables, entry.getKey(), Origin.CONVERSATION, "plumbline.variables", places);
        }
        return places;
    }

    private static Origin originOf(ObjectNode message) {
        return switch (message.path("role").asString("")) {
            case "system", "developer" -> Origin.INSTRUCTIONS;
            case "tool", "function" -> Origin.TOOL_RESULT;
            default -> Origin.CONVERSATION;
        };
    }

    private static void message(ObjectNode message, Origin origin, String param, List<TextPlace> places) {
        content(message, origin, param, places);
        for (String field : SAID) {
            add(message, field, origin, param + "." + field, places);
        }
        JsonNode calls = message.path("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            toolCall(calls.path(i), param + ".tool_calls[" + i + "]", places);
        }
        if (message.get("function_call") instanceof ObjectNode call) {
            add(call, ARGUMENTS, Origin.TOOL_ARGUMENTS, param + ".function_call.arguments", places);
        }
    }

    private static void toolCall(JsonNode call, String param, List<TextPlace> places) {
        if (call.get("function") instanceof ObjectNode function) {
            add(function, ARGUMENTS, Origin.TOOL_ARGUMENTS, param + ".function.arguments", places);
        }
        if (call.get("custom") instanceof ObjectNode custom) {
            add(custom, "input", Origin.TOOL_RESULT, param + ".custom.input", places);
        }
    }

    private static void content(ObjectNode message, Origin origin, String param, List<TextPlace> places) {
        member(message, CONTENT, origin, param + ".content", places);
    }

    /// Whatever stands there: parts come in many shapes, and what is not known here may be text for the provider.
    private static void member(ObjectNode parent, String field, Origin origin, String param, List<TextPlace> places) {
        switch (parent.get(field)) {
            case ObjectNode object -> members(object, origin, param, places);
            case ArrayNode array -> elements(array, origin, param, places);
            case null, default -> add(parent, field, origin, param, places);
        }
    }

    private static void members(ObjectNode object, Origin origin, String param, List<TextPlace> places) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!NO_TEXT.contains(entry.getKey())) {
                member(object, entry.getKey(), origin, param + "." + entry.getKey(), places);
            }
        }
    }

    private static void elements(ArrayNode array, Origin origin, String param, List<TextPlace> places) {
        for (int i = 0; i < array.size(); i++) {
            String at = param + "[" + i + "]";
            switch (array.get(i)) {
                case ObjectNode object -> members(object, origin, at, places);
                case ArrayNode inner -> elements(inner, origin, at, places);
                case StringNode text
                when !text.asString().isEmpty() -> places.add(new ElementPlace(array, i, origin, at));
                case null, default -> {
                    // numbers and the like
                }
            }
        }
    }

    private static void add(ObjectNode parent, String field, Origin origin, String param, List<TextPlace> places) {
        JsonNode value = parent.get(field);
        if (value != null && value.isString() && !value.asString().isEmpty()) {
            places.add(new MemberPlace(parent, field, origin, param));
        }
    }
}
