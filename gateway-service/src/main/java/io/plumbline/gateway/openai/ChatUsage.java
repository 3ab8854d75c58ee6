package io.plumbline.gateway.openai;

import io.plumbline.gateway.dialect.WireCounts;
import io.plumbline.gateway.price.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the reported usage in OpenAI's dialect.
final class ChatUsage {

    private ChatUsage() {}

    /// Returns the tier in which an answer or chunk was served; null if it reports none.
    static @Nullable String tier(JsonNode answer) {
        JsonNode tier = answer.path("service_tier");
        return tier.isString() ? tier.asString() : null;
    }

    /// Returns null if there is no usage or an impossible one.
    static @Nullable TokenUsage reported(@Nullable JsonNode usage) {
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
