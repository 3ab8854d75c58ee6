package io.plumbline.monitoring.window;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls over a time span.
///
/// @param latencies of completed calls
/// @param firstToken time to the first token of completed calls that were streamed
/// @param judged scores of online evaluations, by the name of the scorer
public record CallWindow(
        Place place,
        Outcomes outcomes,
        Usage usage,
        Guarded guards,
        Scores feedback,
        Latencies latencies,
        QuantileSketch firstToken,
        Map<String, Judged> judged) {

    /// Returns the latencies of all completed calls.
    public QuantileSketch latency() {
        return latencies.sum(null);
    }

    /// Returns a copy with these scores.
    CallWindow withJudged(Map<String, Judged> scores) {
        return new CallWindow(place, outcomes, usage, guards, feedback, latencies, firstToken, scores);
    }

    /// The scores of a scorer.
    ///
    /// @param count number of scores, at least 1
    /// @param sum of the scores
    /// @param squares sum of their squares
    public record Judged(long count, double sum, double squares) {

        public double mean() {
            return sum / count;
        }

        /// Returns the standard deviation of the scores.
        public double deviation() {
            return Math.sqrt(Math.max(0, squares / count - mean() * mean()));
        }
    }

    /// The position of a window in the order of [CallWindows#find]. A dimension by which the calls are not grouped
    /// is empty.
    ///
    /// @param from start of the span
    /// @param model registered model as `name@version`, else the provider's name for it
    /// @param prompt as `name@version`; also empty for calls without one
    /// @param language of the input; also empty if unknown
    /// @param tag as `name=value`, or several of them; also empty for calls without one
    public record Place(
            Instant from,
            String team,
            String route,
            String variant,
            String model,
            String prompt,
            String inputLength,
            String language,
            String tag) {}

    /// @param blocked calls stopped by a guard
    /// @param refused calls refused because of the caller
    public record Outcomes(
            long calls, long blocked, long refused, long providerErrors, long gatewayErrors, long fallbacks) {

        public long errors() {
            return providerErrors + gatewayErrors;
        }

        /// Returns the failed share of calls that a guard did not stop, 0..1; null without such calls.
        public @Nullable Double errorRate() {
            long tried = calls - blocked;
            return tried == 0 ? null : (double) errors() / tried;
        }
    }

    /// @param costUsd cost of calls with a known price
    /// @param unpriced number of calls without a known price
    /// @param cachedTokens input tokens that the provider read from its cache
    /// @param cacheHits calls answered from the gateway's cache
    /// @param savedUsd original cost of these answers
    public record Usage(
            long inputTokens,
            long outputTokens,
            long cachedTokens,
            BigDecimal costUsd,
            long unpriced,
            long cacheHits,
            BigDecimal savedUsd) {}

    /// Calls in which a guard marked or changed a text, or found an attack.
    public record Guarded(long flagged, long redacted, long attacks) {}

    /// @param count number of scores
    /// @param negative scores below 0.5
    /// @param mean mean score, 0..1; null without scores
    public record Scores(
            long count, long negative, @Nullable Double mean) {}
}
