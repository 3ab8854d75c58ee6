package io.plumbline.eval.online;

import io.plumbline.eval.gate.comparison.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Question and answer of a call, from its stored content. They are redacted irreversibly, and the gateway's
/// placeholders are replaced by their kind, as in datasets of calls.
///
/// @param question the user's message, or the conversation if it has several messages; without instructions
record StoredCall(String question, String answer) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 20_000;
    private static final int MOST_MESSAGES = 200;
    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";
    private static final String CONTENT = "content";
    private static final String MESSAGE = "message";
    private static final String TOOL_CALLS = "tool_calls";
    /// As the gateway writes them: `[EMAIL_ADDRESS_KTQXM_RTWNK]`.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[([A-Z][A-Z_]{1,40})_[A-Z]{5}_[A-Z]{5}]");

    /// Returns the texts; empty if the content has no plain question and answer, is too long, or cannot be redacted.
    static Optional<StoredCall> of(byte[] content, Redactor redactor) {
        try {
            JsonNode call = JSON.readTree(content);
            JsonNode choice = call.path("choices").path(0);
            String answer = text(choice.path(MESSAGE).path(CONTENT));
            String question = question(call);
            boolean plain = call.path("choices").size() == 1
                    && !choice.path("finish_reason").asString("").equals("content_filter")
                    && choice.path(MESSAGE).path(TOOL_CALLS).isEmpty();
            if (!plain
                    || answer == null
                    || answer.isBlank()
                    || question == null
                    || question.isBlank()
                    || answer.length() + question.length() > LONGEST) {
                return Optional.empty();
            }
            return redactor.redacted(question)
                    .flatMap(asked -> redactor.redacted(answer)
                            .map(answered ->
                                    new StoredCall(withoutPlaceholders(asked), withoutPlaceholders(answered))));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static @Nullable String question(JsonNode call) {
        List<Map.Entry<String, String>> said = new ArrayList<>();
        for (JsonNode message : call.path("messages")) {
            String role = message.path("role").asString("");
            String text = text(message.path(CONTENT));
            if (text == null || !message.path(TOOL_CALLS).isEmpty()) {
                return null;
            }
            if (role.equals(USER) || role.equals(ASSISTANT)) {
                said.add(Map.entry(role, text));
            } else if (!role.equals("system") && !role.equals("developer")) {
                return null;
            }
        }
        if (said.isEmpty()
                || said.size() > MOST_MESSAGES
                || !said.getLast().getKey().equals(USER)) {
            return null;
        }
        return said.size() == 1
                ? said.getFirst().getValue()
                : String.join(
                        "\n\n",
                        said.stream()
                                .map(each -> each.getKey() + ": " + each.getValue())
                                .toList());
    }

    /// Returns the text of a string, or of a list of texts; null for anything else.
    private static @Nullable String text(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        if (!content.isArray()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asString("").equals("text")
                    || !part.path("text").isString()) {
                return null;
            }
            text.append(part.path("text").asString());
        }
        return text.toString();
    }

    private static String withoutPlaceholders(String text) {
        return PLACEHOLDER.matcher(text).replaceAll("<$1>");
    }
}
