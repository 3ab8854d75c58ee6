package io.plumbline.gateway.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The usage of one group, with those of team, key, route, model and day by which it was grouped.
///
/// @param calls by model, the calls that it answered or was charged for: also if another model's answer replaced
///     its own, or it was called and nothing arrived
/// @param cachedInputTokens part of the input that providers read from their caches
/// @param costUsd of the answers whose price is known
/// @param savedUsd what answers from the cache would have cost
/// @param unpricedCalls calls that used tokens without a known price: their cost is missing in `costUsd`
@JsonInclude(JsonInclude.Include.NON_NULL)
record UsageSum(
        @Nullable String team,
        @Nullable String key,
        @Nullable String route,
        @Nullable String model,
        @Nullable String day,
        long calls,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        BigDecimal costUsd,
        BigDecimal savedUsd,
        long unpricedCalls) {

    String valueOf(UsageGroup group) {
        String value = switch (group) {
            case TEAM -> team;
            case KEY -> key;
            case ROUTE -> route;
            case MODEL -> model;
            case DAY -> day;
        };
        return value == null ? "" : value;
    }
}
