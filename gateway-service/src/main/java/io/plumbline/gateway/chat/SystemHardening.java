package io.plumbline.gateway.chat;

import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.route.Hardening;
import io.plumbline.gateway.wire.WireJson;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts a route's words round the system prompt of a request: Anthropic's member `system`, or OpenAI's first
/// message of the role `system` or `developer` that says anything. A member of the other language changes
/// nothing. A request without a system prompt stays as it is: there is nothing to keep.
final class SystemHardening {

    private static final Set<String> ROLES = Set.of("system", "developer");
    private static final String SYSTEM = "system";
    private static final String CONTENT = "content";
    private static final String TEXT = "text";
    private static final String BREAK = "\n\n";

    private SystemHardening() {}

    static void apply(@Nullable Hardening hardening, Dialect dialect, ObjectNode body) {
        if (hardening == null) {
            return;
        }
        if (dialect == Dialect.ANTHROPIC) {
            surround(body, SYSTEM, hardening);
            return;
        }
        for (JsonNode message : body.path("messages")) {
            if (message instanceof ObjectNode object
                    && ROLES.contains(object.path("role").asString(""))
                    && saysSomething(object.path(CONTENT))) {
                surround(object, CONTENT, hardening);
                return;
            }
        }
    }

    private static boolean saysSomething(JsonNode prompt) {
        return isSaid(prompt) || (prompt.isArray() && prompt.valueStream().anyMatch(part -> isSaid(part.path(TEXT))));
    }

    private static boolean isSaid(JsonNode text) {
        return text.isString() && !text.asString().isBlank();
    }

    private static void surround(ObjectNode holder, String member, Hardening hardening) {
        JsonNode prompt = holder.path(member);
        String before = hardening.prefix();
        String after = hardening.suffix();
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
