package io.plumbline.gateway.client.responses;

import io.plumbline.gateway.client.responses.codec.ResponseDraft;
import io.plumbline.gateway.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Converts the messages of a stored request into input items.
final class StoredItems {

    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String CONTENT = "content";

    private final String suffix;
    private final ArrayNode items = WireJson.newObject().putArray("items");

    /// @param suffix distinguishes the IDs of the items from those of other responses
    StoredItems(String suffix) {
        this.suffix = suffix;
    }

    ArrayNode of(JsonNode messages) {
        messages.forEach(this::message);
        return items;
    }

    private void message(JsonNode message) {
        String role = message.path("role").asString("");
        if (role.equals("tool")) {
            ObjectNode output = item("function_call_output", "fco")
                    .put("call_id", message.path("tool_call_id").asString(""));
            if (message.path(CONTENT).isString()) {
                output.set("output", message.path(CONTENT));
            } else {
                parts(message, "input_text", output.putArray("output"));
            }
            return;
        }
        boolean assistant = role.equals("assistant");
        if (!assistant || message.hasNonNull(CONTENT) || message.hasNonNull("refusal")) {
            ArrayNode content = item("message", "msg").put("role", role).putArray(CONTENT);
            parts(message, assistant ? "output_text" : "input_text", content);
            if (message.hasNonNull("refusal")) {
                content.addObject().put(TYPE, "refusal").set("refusal", message.path("refusal"));
            }
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            item("function_call", "fc")
                    .put("call_id", call.path("id").asString(""))
                    .put("name", function.path("name").asString(""))
                    .put("arguments", function.path("arguments").asString(""));
        }
    }

    private ObjectNode item(String type, String prefix) {
        int index = items.size();
        return items.addObject()
                .put("id", ResponseDraft.itemId(prefix + "_in", suffix, index))
                .put(TYPE, type)
                .put("status", "completed");
    }

    private static void parts(JsonNode message, String text, ArrayNode into) {
        JsonNode content = message.path(CONTENT);
        if (content.isString()) {
            text(content, text, into);
        }
        for (JsonNode part : content) {
            switch (part.path(TYPE).asString("")) {
                case "image_url" -> {
                    JsonNode image = part.path("image_url");
                    ObjectNode shown = into.addObject().put(TYPE, "input_image");
                    shown.set("image_url", image.path("url"));
                    shown.put("detail", image.path("detail").asString("auto"));
                }
                case "file" -> into.addObject().put(TYPE, "input_file").setAll((ObjectNode) part.path("file"));
                default -> text(part.path(TEXT), text, into);
            }
        }
    }

    private static void text(JsonNode words, String type, ArrayNode into) {
        ObjectNode part = into.addObject().put(TYPE, type).put(TEXT, words.asString(""));
        if (type.equals("output_text")) {
            part.putArray("annotations");
        }
    }
}
