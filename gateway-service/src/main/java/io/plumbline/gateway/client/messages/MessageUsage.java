package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.WireCounts;
import io.plumbline.gateway.price.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a provider says of usage, in Anthropic's words: there, what was read from a cache or written to it
/// comes on top of `input_tokens`.
final class MessageUsage {

    private MessageUsage() {}

    /// Null when it says nothing, or nothing that can be: no call has an empty input.
    ///
    /// @param estimated whether more than this was used that is not said
    static @Nullable TokenUsage reported(@Nullable JsonNode usage, boolean estimated) {
        if (usage == null || !usage.path("input_tokens").isNumber()) {
            return null;
        }
        JsonNode input = usage.path("input_tokens");
        JsonNode written = usage.path("cache_creation_input_tokens");
        JsonNode read = usage.path("cache_read_input_tokens");
        JsonNode output = usage.path("output_tokens");
        if (!WireCounts.isCount(input)
                || !WireCounts.isCount(written)
                || !WireCounts.isCount(read)
                || !WireCounts.isCount(output)) {
            return null;
        }
        JsonNode forAnHour = usage.path("cache_creation").path("ephemeral_1h_input_tokens");
        long writtenLong = WireCounts.isCount(forAnHour) ? Math.min(forAnHour.asLong(0), written.asLong(0)) : 0;
        TokenUsage used = TokenUsage.withCacheBeside(
                input.asLong(0), read.asLong(0), written.asLong(0) - writtenLong, writtenLong, output.asLong(0));
        return used.input() == 0 ? null : (estimated ? used.asEstimate() : used).in(tier(usage));
    }

    /// What is fast has a price of its own, in whatever tier it is served.
    private static @Nullable String tier(JsonNode usage) {
        JsonNode tier = usage.path(usage.path("speed").asString("").equals("fast") ? "speed" : "service_tier");
        return tier.isString() ? tier.asString() : null;
    }
}
