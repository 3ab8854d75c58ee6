package io.plumbline.gateway.anthropic;

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
        long all = input.asLong(0) + written.asLong(0) + read.asLong(0);
        if (all == 0) {
            return null;
        }
        return new TokenUsage(all, read.asLong(0), output.asLong(0), estimated);
    }
}
