package io.plumbline.monitoring.window;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A window in the API. Latencies are of completed calls, within 1 % of the true quantiles.
///
/// @param route null if the calls are not grouped by it; likewise `variant`, `model` and `inputLength`
/// @param prompt prompt version as `name@version`; null without one, and if the calls are not grouped by it
/// @param language of the input: two letters or `other`; null if unknown, and if the calls are not grouped by it
/// @param tag as `name=value`, or several of them with commas; null without one, and if the calls are not grouped
///     by it; `other` beyond the first hundred combinations of a team on a day
/// @param errorRate failed share of the calls that a guard did not stop, 0..1; null without such calls
/// @param firstToken time to the first token of streamed calls
/// @param scorers scores of online evaluations in this time, by the name of the metric's score or of the judge
record WindowResponse(
        String team,
        @Nullable String route,
        @Nullable String variant,
        @Nullable String model,
        @Nullable String prompt,
        @Nullable InputLength inputLength,
        @Nullable String language,
        @Nullable String tag,
        Instant from,
        long calls,
        long blocked,
        long errors,
        @Nullable Double errorRate,
        long tokens,
        BigDecimal costUsd,
        long unpricedCalls,
        @Nullable Double p50LatencyMs,
        @Nullable Double p95LatencyMs,
        @Nullable Double p99LatencyMs,
        FirstToken firstToken,
        CallWindow.Outcomes outcomes,
        CallWindow.Usage usage,
        CallWindow.Guarded guards,
        CallWindow.Scores feedback,
        Map<String, ScorerScores> scorers) {

    /// @param mean of the scores, 0..1
    /// @param deviation their standard deviation
    record ScorerScores(long count, double mean, double deviation) {

        static ScorerScores of(CallWindow.Judged judged) {
            return new ScorerScores(judged.count(), judged.mean(), judged.deviation());
        }
    }

    /// @param calls completed calls that were streamed
    record FirstToken(
            long calls,
            @Nullable Double p50Ms,
            @Nullable Double p95Ms,
            @Nullable Double p99Ms) {

        static FirstToken of(QuantileSketch sketch) {
            return new FirstToken(sketch.count(), sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99));
        }
    }

    static WindowResponse from(CallWindow window) {
        CallWindow.Place place = window.place();
        QuantileSketch latency = window.latency();
        CallWindow.Outcomes outcomes = window.outcomes();
        CallWindow.Usage usage = window.usage();
        return new WindowResponse(
                place.team(),
                known(place.route()),
                known(place.variant()),
                known(place.model()),
                known(place.prompt()),
                place.inputLength().isEmpty() ? null : InputLength.valueOf(place.inputLength()),
                known(place.language()),
                known(place.tag()),
                place.from(),
                outcomes.calls(),
                outcomes.blocked(),
                outcomes.errors(),
                outcomes.errorRate(),
                usage.inputTokens() + usage.outputTokens(),
                usage.costUsd(),
                usage.unpriced(),
                latency.quantile(0.5),
                latency.quantile(0.95),
                latency.quantile(0.99),
                FirstToken.of(window.firstToken()),
                outcomes,
                usage,
                window.guards(),
                window.feedback(),
                scorers(window));
    }

    private static Map<String, ScorerScores> scorers(CallWindow window) {
        Map<String, ScorerScores> scorers = new TreeMap<>();
        window.judged().forEach((scorer, scores) -> scorers.put(scorer, ScorerScores.of(scores)));
        return scorers;
    }

    private static @Nullable String known(String name) {
        return name.isEmpty() ? null : name;
    }
}
