package io.plumbline.gateway.dialect;

import io.plumbline.gateway.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and changes system prompts in requests: a text or a list of parts.
public final class SystemPrompts {

    private static final String TEXT = "text";
    private static final String BREAK = "\n\n";

    private SystemPrompts() {}

    /// Whether a prompt contains more than whitespace.
    public static boolean saysSomething(JsonNode prompt) {
        return isSaid(prompt) || (prompt.isArray() && prompt.valueStream().anyMatch(part -> isSaid(part.path(TEXT))));
    }

    private static boolean isSaid(JsonNode text) {
        return text.isString() && !text.asString().isBlank();
    }

    /// Surrounds a prompt with words.
    ///
    /// @param member of the holder that contains the prompt; values other than a text or a list stay unchanged
    /// @param before null for none
    /// @param after null for none
    public static void surround(ObjectNode holder, String member, @Nullable String before, @Nullable String after) {
        JsonNode prompt = holder.path(member);
        if (prompt.isString()) {
            holder.put(
                    member,
                    (before == null ? "" : before + BREAK) + prompt.asString() + (after == null ? "" : BREAK + after));
        } else if (prompt instanceof ArrayNode parts) {
            if (before != null) {
                parts.insert(0, text(before));
            }
            if (after != null) {
                parts.add(text(after));
            }
        }
    }

    private static ObjectNode text(String words) {
        return WireJson.newObject().put("type", TEXT).put(TEXT, words);
    }
}
