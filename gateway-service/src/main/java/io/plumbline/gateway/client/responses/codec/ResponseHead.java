package io.plumbline.gateway.client.responses.codec;

import io.plumbline.gateway.wire.WireJson;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The members of a response that its request determines: the request's values, and OpenAI's defaults for the
/// others.
public final class ResponseHead {

    /// The members that a response copies from its request.
    private static final String[] REPEATED = {
        "model",
        ResponsesRequest.PREVIOUS,
        "max_output_tokens",
        "max_tool_calls",
        "prompt_cache_key",
        "safety_identifier",
        "user"
    };

    private static final String TEXT = "text";
    private static final String TOOLS = "tools";
    private static final String FORMAT = "format";

    private ResponseHead() {}

    /// @param asked the client's request
    public static ObjectNode of(String id, ObjectNode asked, long createdSeconds) {
        ObjectNode head = WireJson.newObject()
                .put("id", id)
                .put("object", "response")
                .put("created_at", createdSeconds)
                .put("status", "in_progress")
                .put("background", false)
                .putNull("error")
                .putNull("incomplete_details");
        head.set(ResponsesRequest.INSTRUCTIONS, or(asked, ResponsesRequest.INSTRUCTIONS, head.nullNode()));
        for (String name : REPEATED) {
            head.set(name, or(asked, name, head.nullNode()));
        }
        head.putArray("output");
        head.set("parallel_tool_calls", or(asked, "parallel_tool_calls", head.booleanNode(true)));
        JsonNode reasoning = asked.path("reasoning");
        head.putObject("reasoning")
                .put("effort", reasoning.path("effort").asString(null))
                .put("summary", reasoning.path("summary").asString(null));
        head.set("service_tier", or(asked, "service_tier", head.stringNode("default")));
        head.put(ResponsesRequest.STORE, false);
        head.set("temperature", or(asked, "temperature", head.numberNode(1.0)));
        ObjectNode text = head.putObject(TEXT);
        text.set(FORMAT, or(asked.path(TEXT), FORMAT, WireJson.newObject().put("type", TEXT)));
        if (asked.path(TEXT).hasNonNull("verbosity")) {
            text.set("verbosity", asked.path(TEXT).path("verbosity"));
        }
        head.set("tool_choice", or(asked, "tool_choice", head.stringNode("auto")));
        head.set(TOOLS, or(asked, TOOLS, head.arrayNode()));
        head.set("top_p", or(asked, "top_p", head.numberNode(1.0)));
        head.put("truncation", "disabled");
        head.putNull("usage");
        head.set(ResponsesRequest.METADATA, or(asked, ResponsesRequest.METADATA, head.objectNode()));
        return head;
    }

    private static JsonNode or(JsonNode asked, String name, JsonNode usual) {
        return asked.hasNonNull(name) ? asked.path(name) : usual;
    }

    /// Replaces the members with texts by guarded ones, for storage.
    ///
    /// @param head with the client's own texts
    /// @param chat the guarded request
    /// @param instructions after the guards; null for none
    /// @param metadata after the guards
    public static ObjectNode guarded(ObjectNode head, ObjectNode chat, JsonNode instructions, ObjectNode metadata) {
        ObjectNode guarded = WireJson.newObject();
        guarded.set(ResponsesRequest.INSTRUCTIONS, instructions);
        guarded.set(ResponsesRequest.METADATA, metadata);
        for (String name : new String[] {"user", "safety_identifier", "prompt_cache_key"}) {
            guarded.set(name, or(chat, name, guarded.nullNode()));
        }
        ArrayNode tools = guarded.putArray(TOOLS);
        chat.path(TOOLS).forEach(tool -> tools.add(flat(tool, "function")));
        if (chat.path("response_format").has("json_schema")) {
            ObjectNode text = head.path(TEXT).deepCopy().asObject();
            text.set(FORMAT, flat(chat.path("response_format"), "json_schema"));
            guarded.set(TEXT, text);
        }
        return guarded.deepCopy();
    }

    /// Converts `{"type", "function": {"name", …}}` to `{"type", "name", …}`.
    private static ObjectNode flat(JsonNode nested, String inner) {
        ObjectNode flat = WireJson.newObject();
        flat.set("type", nested.path("type"));
        for (Map.Entry<String, JsonNode> member : nested.path(inner).properties()) {
            flat.set(member.getKey(), member.getValue());
        }
        return flat;
    }
}
