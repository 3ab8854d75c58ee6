package io.plumbline.registry.dataset.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A conversation as messages without its last answer, which is the reference.
///
/// @param references empty if the last turn is not the assistant's
record MappedConversation(List<Map<String, String>> messages, List<String> references) {

    private static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("human", "user"),
            Map.entry("user", "user"),
            Map.entry("gpt", "assistant"),
            Map.entry("chatgpt", "assistant"),
            Map.entry("bing", "assistant"),
            Map.entry("bard", "assistant"),
            Map.entry("model", "assistant"),
            Map.entry("assistant", "assistant"),
            Map.entry("system", "system"),
            Map.entry("developer", "developer"));

    /// @param turns a list of objects with `from` and `value`, or `role` and `content`
    /// @param system a text before the first turn; anything else is ignored
    /// @return null if they are not such a list, or have no question
    static @Nullable MappedConversation of(@Nullable Object turns, @Nullable Object system) {
        if (!(turns instanceof List<?> list)) {
            return null;
        }
        List<Map<String, String>> messages = new ArrayList<>();
        if (system instanceof String text && !text.isBlank()) {
            messages.add(Map.of("role", "system", "content", text));
        }
        for (Object each : list) {
            Map<String, String> message = each instanceof Map<?, ?> turn ? message(turn) : null;
            if (message == null) {
                return null;
            }
            messages.add(message);
        }
        boolean answered =
                !messages.isEmpty() && "assistant".equals(messages.getLast().get("role"));
        List<String> references = answered ? List.of(messages.removeLast().getOrDefault("content", "")) : List.of();
        boolean asks = messages.stream().anyMatch(message -> "user".equals(message.get("role")));
        return asks ? new MappedConversation(List.copyOf(messages), references) : null;
    }

    private static @Nullable Map<String, String> message(Map<?, ?> turn) {
        Object from = turn.containsKey("from") ? turn.get("from") : turn.get("role");
        Object content = turn.containsKey("value") ? turn.get("value") : turn.get("content");
        String role = from instanceof String name ? ROLES.get(name) : null;
        return role != null && content instanceof String text ? Map.of("role", role, "content", text) : null;
    }
}
