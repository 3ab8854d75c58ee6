package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.tokens.WireCounts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the reported usage in Anthropic's dialect, in which tokens read from or written to a cache are not part
/// of `input_tokens`.
final class MessageUsage {

    private MessageUsage() {}

    /// Returns null if there is no usage or an impossible one, since no call has an empty input.
    ///
    /// @param estimated whether the call used more than is reported
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

    /// Returns the tier. Fast service has its own price in any tier.
    private static @Nullable String tier(JsonNode usage) {
        JsonNode tier = usage.path(usage.path("speed").asString("").equals("fast") ? "speed" : "service_tier");
        return tier.isString() ? tier.asString() : null;
    }
}
