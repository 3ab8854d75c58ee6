package io.plumbline.gateway.usage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one call used, or one model's part of it.
///
/// @param id of the call and of its audit event
/// @param part number of the model among those whose answers the call was charged for, from 0
/// @param key id of the caller: of an API key, a user or a service
/// @param model registered version as `name@version`, else the provider's name for the model
/// @param cachedInputTokens the part of the input that the provider read from its cache
/// @param costUsd null when the price is not known
/// @param savedUsd what an answer from the cache cost when the model gave it; null for any other
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
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        @Nullable BigDecimal costUsd,
        @Nullable BigDecimal savedUsd) {}
