package io.plumbline.eval.sibling;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;

/// Asks the gateway for a question as redacted by a guard policy. Thread-safe.
public final class GuardedView {

    private static final int MAX_LENGTH = 4_000;

    private final RestClient gateway;

    public GuardedView(RestClient gateway) {
        this.gateway = gateway;
    }

    /// Returns the texts as a model would see them, truncated to 4,000 characters; empty if the gateway does not
    /// return them.
    ///
    /// @param messages by `role` and `content`
    /// @param policy its name; null for `standard`
    public Optional<String> of(List<Map<String, String>> messages, @Nullable String policy) {
        try {
            JsonNode answer = gateway.post()
                    .uri("/api/v1/guardrails/inspect")
                    .body(
                            policy == null
                                    ? Map.of("stage", "input", "messages", messages)
                                    : Map.of("stage", "input", "messages", messages, "policy", policy))
                    .retrieve()
                    .body(JsonNode.class);
            return answer == null || answer.path("messages").isEmpty() ? Optional.empty() : Optional.of(text(answer));
        } catch (RestClientException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode answer) {
        StringJoiner text = new StringJoiner("\n\n");
        answer.path("messages")
                .forEach(message -> text.add(message.path("content").asString("")));
        String whole = text.toString().replace('\0', '\uFFFD');
        return whole.length() <= MAX_LENGTH ? whole : whole.substring(0, MAX_LENGTH) + "…";
    }
}
