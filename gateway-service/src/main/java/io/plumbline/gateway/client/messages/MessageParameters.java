package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.ClientParameters;
import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.dialect.Presets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The parameters of Anthropic's messages.
final class MessageParameters implements ClientParameters {

    private static final String MAX_TOKENS = "max_tokens";

    /// OpenAI's names of parameters that these requests support, with Anthropic's names.
    private static final Map<String, String> PRESETS = Map.of(
            "temperature", "temperature",
            "top_p", "top_p",
            "top_k", "top_k",
            "max_tokens", MAX_TOKENS,
            "max_completion_tokens", MAX_TOKENS,
            "stop", "stop_sequences");

    @Override
    public List<String> kept() {
        return List.of("system", "messages", "tools");
    }

    @Override
    public void preset(@Nullable JsonNode parameters, ObjectNode body) {
        Presets.apply(parameters, body, PRESETS);
    }

    /// Ignores limits in another dialect.
    @Override
    public @Nullable Long largestOutput(ObjectNode body) {
        return OutputLimits.under(body, MAX_TOKENS);
    }

    @Override
    public void limitOutput(ObjectNode body, long tokens) {
        body.put(MAX_TOKENS, tokens);
    }

    @Override
    public @Nullable String subject(ObjectNode body) {
        return body.path("metadata").path("user_id").asString("");
    }

    @Override
    public boolean namesUserInMetadata() {
        return true;
    }
}
