package io.plumbline.gateway.client.openai;

import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.tokens.WireCounts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a provider says of usage, in OpenAI's words.
public final class ChatUsage {

    private ChatUsage() {}

    /// The tier in which an answer, or a chunk of it, says that it was served; null when it does not.
    public static @Nullable String tier(JsonNode answer) {
        JsonNode tier = answer.path("service_tier");
        return tier.isString() ? tier.asString() : null;
    }

    /// Null when it says nothing, or nothing that can be.
    public static @Nullable TokenUsage reported(@Nullable JsonNode usage) {
        if (usage == null || !usage.path("prompt_tokens").isNumber()) {
            return null;
        }
        JsonNode input = usage.path("prompt_tokens");
        JsonNode cached = usage.path("prompt_tokens_details").path("cached_tokens");
        JsonNode output = usage.path("completion_tokens");
        if (!WireCounts.isCount(input) || !WireCounts.isCount(cached) || !WireCounts.isCount(output)) {
            return null;
        }
        return new TokenUsage(input.asLong(0), cached.asLong(0), output.asLong(0), false);
    }
}
