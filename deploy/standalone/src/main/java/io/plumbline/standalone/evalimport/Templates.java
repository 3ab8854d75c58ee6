package io.plumbline.standalone.evalimport;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The templates of prompts: text with `{{name}}`.
final class Templates {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{-?\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*-?}}");
    private static final Pattern OTHER = Pattern.compile("\\{%|\\{#|\\{\\{");
    private static final Set<String> ROLES = Set.of("system", "user", "assistant");

    private Templates() {}

    /// Returns the messages of a prompt, which is a text or a JSON array of messages; empty if it uses more
    /// than names of variables.
    static Optional<List<Map<String, String>>> messages(String prompt) {
        String text = prompt.strip();
        if (text.startsWith("[")) {
            try {
                return messages(JsonMapper.shared().readTree(text));
            } catch (JacksonException e) {
                // A text that begins with a bracket.
                return plain(text).map(content -> List.of(message("user", content)));
            }
        }
        return plain(text).map(content -> List.of(message("user", content)));
    }

    private static Optional<List<Map<String, String>>> messages(JsonNode list) {
        List<Map<String, String>> messages = new ArrayList<>();
        for (JsonNode each : list) {
            String role = each.path("role").asString("");
            Optional<String> content = plain(each.path("content").asString(""));
            if (!ROLES.contains(role) || content.isEmpty() || content.get().isEmpty()) {
                return Optional.empty();
            }
            messages.add(message(role, content.get()));
        }
        return messages.isEmpty() ? Optional.empty() : Optional.of(messages);
    }

    static Map<String, String> message(String role, String content) {
        return Map.of("role", role, "content", content);
    }

    private static Optional<String> plain(String text) {
        String normal = VARIABLE.matcher(text).replaceAll("{{$1}}");
        String rest = VARIABLE.matcher(normal).replaceAll("");
        return OTHER.matcher(rest).find() ? Optional.empty() : Optional.of(normal);
    }

    static Set<String> variables(List<Map<String, String>> messages) {
        Set<String> variables = new LinkedHashSet<>();
        for (Map<String, String> message : messages) {
            Matcher matcher = VARIABLE.matcher(message.getOrDefault("content", ""));
            while (matcher.find()) {
                variables.add(matcher.group(1));
            }
        }
        return variables;
    }
}
