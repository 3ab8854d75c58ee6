package io.plumbline.monitoring.comparison;

import io.plumbline.monitoring.comparison.ComparedFigure.Estimate;
import io.plumbline.monitoring.window.CallWindow;
import io.plumbline.monitoring.window.QuantileSketch;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The calls of a variant or version.
///
/// @param variant null for all; likewise `model` and `prompt`
/// @param costUsd cost of calls with a known price
/// @param scores number of scores
/// @param meanScore 0..1; null without scores
record ComparedSide(
        @Nullable String variant,
        @Nullable String model,
        @Nullable String prompt,
        long calls,
        BigDecimal costUsd,
        long unpricedCalls,
        @Nullable Double costPerCallUsd,
        @Nullable Double tokensPerCall,
        long scores,
        @Nullable Double meanScore) {

    private static final double Z = 1.959963984540054;

    /// @param window null without calls
    static ComparedSide of(
            @Nullable String variant, @Nullable String model, @Nullable String prompt, @Nullable CallWindow window) {
        if (window == null) {
            return new ComparedSide(variant, model, prompt, 0, BigDecimal.ZERO, 0, null, null, 0, null);
        }
        CallWindow.Outcomes outcomes = window.outcomes();
        CallWindow.Usage usage = window.usage();
        long tried = outcomes.calls() - outcomes.blocked() - outcomes.refused();
        return new ComparedSide(
                variant,
                model,
                prompt,
                outcomes.calls(),
                usage.costUsd(),
                usage.unpriced(),
                mean(usage.costUsd().doubleValue(), tried - usage.unpriced()),
                mean((double) usage.inputTokens() + usage.outputTokens(), tried),
                window.feedback().count(),
                window.feedback().mean());
    }

    private static @Nullable Double mean(double sum, long all) {
        return all <= 0 ? null : Double.valueOf(sum / all);
    }

    /// Returns the shares by name, in the order of a page.
    static Map<String, @Nullable Estimate> rates(@Nullable CallWindow window) {
        Map<String, @Nullable Estimate> rates = new LinkedHashMap<>();
        if (window != null) {
            CallWindow.Outcomes outcomes = window.outcomes();
            CallWindow.Guarded guards = window.guards();
            CallWindow.Scores scores = window.feedback();
            long calls = outcomes.calls();
            rates.put("ERRORS", Estimate.share(outcomes.errors(), calls - outcomes.blocked() - outcomes.refused()));
            rates.put("FALLBACKS", Estimate.share(outcomes.fallbacks(), calls));
            rates.put("REFUSED", Estimate.share(outcomes.refused(), calls));
            rates.put("BLOCKED", Estimate.share(outcomes.blocked(), calls));
            rates.put("REDACTED", Estimate.share(guards.redacted(), calls));
            rates.put("FLAGGED", Estimate.share(guards.flagged(), calls));
            rates.put("ATTACKS", Estimate.share(guards.attacks(), calls));
            rates.put("CACHE_HITS", Estimate.share(window.usage().cacheHits(), calls));
            rates.put("NEGATIVE_FEEDBACK", Estimate.share(scores.negative(), scores.count()));
        }
        return rates;
    }

    /// Returns the quantiles of the durations in milliseconds by name, in the order of a page.
    static Map<String, @Nullable Estimate> latencies(@Nullable CallWindow window) {
        Map<String, @Nullable Estimate> latencies = new LinkedHashMap<>();
        if (window != null) {
            QuantileSketch latency = window.latency();
            latencies.put("LATENCY_P50", quantile(latency, 0.5));
            latencies.put("LATENCY_P95", quantile(latency, 0.95));
            latencies.put("LATENCY_P99", quantile(latency, 0.99));
            latencies.put("FIRST_TOKEN_P50", quantile(window.firstToken(), 0.5));
            latencies.put("FIRST_TOKEN_P95", quantile(window.firstToken(), 0.95));
        }
        return latencies;
    }

    /// The interval is between two quantiles (order statistics, normal approximation of their ranks), so nothing is
    /// assumed about the distribution. Too few calls for a rank give no bound.
    private static @Nullable Estimate quantile(QuantileSketch sketch, double share) {
        Double value = sketch.quantile(share);
        if (value == null) {
            return null;
        }
        double reach = Z * Math.sqrt(share * (1 - share) / sketch.count());
        return new Estimate(
                value,
                share - reach <= 0 ? null : sketch.quantile(share - reach),
                share + reach >= 1 ? null : sketch.quantile(share + reach),
                sketch.count());
    }
}
