package io.plumbline.clients.gateway;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why a call went where it went. What there is nothing to say of is absent.
///
/// @param by why its variant was chosen: `name`, `weight`, `latency`, `exploration` or `cost`
/// @param rule name of the route's rule that limited the variants
/// @param share weight of the variant in those that it was chosen among, 0..1
/// @param figures what a choice by latency (ms) or cost (USD) compared, by variant
/// @param outputTokens how much output a choice by cost expected, by variant
/// @param attempts in their order, where it was not one that was answered; thirty at most
/// @param cache `hit`, `miss` or `bypass`, where the route has a cache
/// @param savedUsd what the answer cost when the model gave it, for a hit
/// @param models what each model used, the one asked last first, where answers of several were paid for: they add
///     up to what the call used
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
    /// @param outcome `answered`, else the type of error
    /// @param ms until then, of a stream to its first event
    public record CallAttempt(String target, String outcome, double ms) {}

    /// What the answers of one model used.
    ///
    /// @param model registered version as `name@version`, else the provider's name for the model
    /// @param costUsd null when the price is unknown
    public record ModelUse(
            String model,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal costUsd) {}
}
