package io.plumbline.clients.gateway;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The reasons for the routing of a call. Members without content are absent.
///
/// @param by how the variant was chosen: `name`, `weight`, `latency`, `exploration` or `cost`
/// @param rule name of the route's rule that limited the variants
/// @param share weight of the variant among the candidates, 0..1
/// @param figures the values compared for a choice by latency (ms) or cost (USD), by variant
/// @param outputTokens expected output for a choice by cost, by variant
/// @param attempts the attempts in order, unless a single attempt succeeded; at most thirty
/// @param cache `hit`, `miss` or `bypass`, if the route has a cache
/// @param savedUsd original cost of the cached answer, for a hit
/// @param models the usage of each model, the last called first, if answers of several were paid for: they add up
///     to the usage of the call
public record CallRouting(
        @Nullable String by,
        @Nullable String rule,
        @Nullable Double share,
        @Nullable Map<String, Double> figures,
        @Nullable Map<String, Long> outputTokens,
        @Nullable List<CallAttempt> attempts,
        @Nullable String cache,
        @Nullable BigDecimal savedUsd,
        @Nullable List<ModelUse> models) {

    /// One attempt at a target.
    ///
    /// @param target as `provider/model`
    /// @param outcome `answered`, else the error type
    /// @param ms duration; for a stream, until its first event
    public record CallAttempt(String target, String outcome, double ms) {}

    /// The usage of one model in a call.
    ///
    /// @param model registered version as `name@version`, else the provider's name for the model
    /// @param costUsd null if the price is unknown
    public record ModelUse(
            String model,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal costUsd) {}
}
