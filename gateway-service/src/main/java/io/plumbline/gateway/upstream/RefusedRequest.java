package io.plumbline.gateway.upstream;

import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.wire.WireJson;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Detects from a provider's refusal whether another model might accept the request. OpenAI, Azure and vLLM use a
/// code or a message, Anthropic and Bedrock a message only, llama.cpp a type.
final class RefusedRequest {

    private static final int TOO_LARGE = 413;
    private static final Set<String> LENGTH_CODES = Set.of(
            "context_length_exceeded", "exceed_context_size_error", "string_above_max_length", "request_too_large");
    private static final Set<String> POLICY_CODES =
            Set.of("content_policy_violation", "content_filter", "responsibleaipolicyviolation", "moderation_blocked");
    private static final List<String> LENGTH_WORDS = List.of(
            "maximum context length",
            "prompt is too long",
            "exceed context limit",
            "exceeds the context window",
            "context window exceeded",
            "exceeds the maximum number of tokens",
            "exceeds the available context size",
            "input is too long");
    private static final List<String> POLICY_WORDS =
            List.of("content management policy", "content filtering policy", "usage policies");

    private RefusedRequest() {}

    /// @param body a JSON object; null for anything else
    static FailureClass classOf(int status, byte @Nullable [] body) {
        if (status == TOO_LARGE) {
            return FailureClass.CONTEXT_LENGTH;
        }
        JsonNode error = body == null
                ? null
                : WireJson.object(body).map(object -> object.path("error")).orElse(null);
        if (error == null) {
            return FailureClass.REQUEST;
        }
        String message = lower(error.isString() ? error : error.path("message"));
        Set<String> codes = Set.copyOf(List.of(
                lower(error.path("code")),
                lower(error.path("type")),
                lower(error.path("innererror").path("code"))));
        if (codes.stream().anyMatch(LENGTH_CODES::contains)
                || LENGTH_WORDS.stream().anyMatch(message::contains)) {
            return FailureClass.CONTEXT_LENGTH;
        }
        boolean policy = codes.stream().anyMatch(POLICY_CODES::contains)
                || POLICY_WORDS.stream().anyMatch(message::contains);
        return policy ? FailureClass.CONTENT_POLICY : FailureClass.REQUEST;
    }

    private static String lower(JsonNode text) {
        return text.asString("").toLowerCase(Locale.ROOT);
    }
}
