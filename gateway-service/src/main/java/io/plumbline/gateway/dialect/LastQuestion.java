package io.plumbline.gateway.dialect;

import io.plumbline.gateway.wire.WireJson;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The last message of a user that contains text, in a list of messages `{"role", "content"}` whose content is a
/// text or a list of parts.
final class LastQuestion {

    private static final String CONTENT = "content";
    private static final String TEXT = "text";
    private static final String BREAK = "\n\n";

    private LastQuestion() {}

    /// Returns its text; empty if there is no such message.
    static String text(JsonNode messages) {
        ObjectNode message = find(messages);
        if (message == null) {
            return "";
        }
        JsonNode content = message.path(CONTENT);
        if (content.isString()) {
            return content.asString();
        }
        StringJoiner text = new StringJoiner(BREAK);
        content.forEach(part -> {
            if (isText(part)) {
                text.add(part.path(TEXT).asString());
            }
        });
        return text.toString();
    }

    /// Inserts words before its text. Parts before the text, such as tool results, stay first.
    static void precede(JsonNode messages, String words) {
        ObjectNode message = find(messages);
        if (message == null) {
            return;
        }
        JsonNode content = message.path(CONTENT);
        if (content.isString()) {
            message.put(CONTENT, words + BREAK + content.asString());
        } else if (content instanceof ArrayNode parts) {
            int at = 0;
            while (!isText(parts.get(at))) {
                at++;
            }
            parts.insert(at, WireJson.newObject().put("type", TEXT).put(TEXT, words));
        }
    }

    private static @Nullable ObjectNode find(JsonNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof ObjectNode message
                    && message.path("role").asString("").equals("user")
                    && containsText(message.path(CONTENT))) {
                return message;
            }
        }
        return null;
    }

    private static boolean containsText(JsonNode content) {
        if (content.isString()) {
            return !content.asString().isBlank();
        }
        for (JsonNode part : content) {
            if (isText(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isText(JsonNode part) {
        JsonNode text = part.path(TEXT);
        return part.path("type").asString("").equals(TEXT)
                && text.isString()
                && !text.asString().isBlank();
    }
}
