package io.plumbline.monitoring.window;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A window in the API. In JSON, the members of `group`, `sums` and `latency` are members of the window itself.
///
/// @param firstToken time to the first token of streamed calls
/// @param scorers scores of online evaluations in this time, by the name of the metric's score or of the judge
record WindowResponse(
        String team,
        @JsonUnwrapped Group group,
        Instant from,
        @JsonUnwrapped Sums sums,
        @JsonUnwrapped Latency latency,
        FirstToken firstToken,
        CallWindow.Outcomes outcomes,
        CallWindow.Usage usage,
        CallWindow.Guarded guards,
        CallWindow.Scores feedback,
        Map<String, ScorerScores> scorers) {

    /// What the calls have in common.
    ///
    /// @param route null if the calls are not grouped by it; likewise the others
    /// @param prompt prompt version as `name@version`; null without one
    /// @param language of the input: two letters or `other`; null if unknown
    /// @param tag as `name=value`, or several of them with commas; null without one; `other` beyond the first
    ///     hundred combinations of a team on a day
    record Group(
            @Nullable String route,
            @Nullable String variant,
            @Nullable String model,
            @Nullable String prompt,
            @Nullable InputLength inputLength,
            @Nullable String language,
            @Nullable String tag) {

        static Group of(CallWindow.Place place) {
            return new Group(
                    known(place.route()),
                    known(place.variant()),
                    known(place.model()),
                    known(place.prompt()),
                    place.inputLength().isEmpty() ? null : InputLength.valueOf(place.inputLength()),
                    known(place.language()),
                    known(place.tag()));
        }
    }

    /// @param errorRate failed share of the calls that a guard did not stop, 0..1; null without such calls
    record Sums(
            long calls,
            long blocked,
            long errors,
            @Nullable Double errorRate,
            long tokens,
            BigDecimal costUsd,
            long unpricedCalls) {

        static Sums of(CallWindow.Outcomes outcomes, CallWindow.Usage usage) {
            return new Sums(
                    outcomes.calls(),
                    outcomes.blocked(),
                    outcomes.errors(),
                    outcomes.errorRate(),
                    usage.inputTokens() + usage.outputTokens(),
                    usage.costUsd(),
                    usage.unpriced());
        }
    }

    /// The latency of completed calls, within 1 % of the true quantiles.
    record Latency(
            @Nullable Double p50LatencyMs,
            @Nullable Double p95LatencyMs,
            @Nullable Double p99LatencyMs) {

        static Latency of(QuantileSketch sketch) {
            return new Latency(sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99));
        }
    }

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
        return new WindowResponse(
                window.place().team(),
                Group.of(window.place()),
                window.place().from(),
                Sums.of(window.outcomes(), window.usage()),
                Latency.of(window.latency()),
                FirstToken.of(window.firstToken()),
                window.outcomes(),
                window.usage(),
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
