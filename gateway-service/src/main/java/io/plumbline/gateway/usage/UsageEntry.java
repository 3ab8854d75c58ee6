package io.plumbline.gateway.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The usage of one call, or one model's part of it.
///
/// @param id of the call and of its audit event
/// @param part number of the model among those whose answers the call was charged for, from 0
/// @param key id of the caller: of an API key, a user or a service
/// @param model registered version as `name@version`, otherwise the provider's name for the model
public record UsageEntry(
        UUID id,
        int part,
        Instant at,
        String team,
        String key,
        String route,
        String model,
        String purpose,
        String outcome,
        @JsonUnwrapped Used used) {

    /// Tokens and money.
    ///
    /// @param cachedInputTokens part of the input that the provider read from its cache
    /// @param costUsd null if the price is unknown
    /// @param savedUsd original cost of an answer from the cache; null for any other answer
    public record Used(
            long inputTokens,
            long cachedInputTokens,
            long outputTokens,
            @Nullable BigDecimal costUsd,
            @Nullable BigDecimal savedUsd) {}
}
