package io.plumbline.monitoring.monitor;

import io.plumbline.monitoring.window.CallWindow;
import org.jspecify.annotations.Nullable;

/// What a monitor watches. A change for the worse is always a rise of the observation; see [#observe].
public enum MonitoredMetric {
    /// Share of calls that failed at the provider or in the gateway.
    ERROR_RATE,
    /// Share of calls that a guard stopped, or that were refused.
    REFUSAL_RATE,
    /// Share of calls in which a guard found an injection or a jailbreak.
    ATTACK_RATE,
    /// Share of scores below 0.5.
    NEGATIVE_FEEDBACK_RATE,
    /// Mean score of the feedback; a fall is a change for the worse.
    SCORE,
    /// Mean score that an online evaluation gave; a fall is a change for the worse.
    JUDGE_SCORE,
    /// Median latency of completed calls, in milliseconds.
    LATENCY_P50,
    /// 95th percentile of the latency of completed calls, in milliseconds.
    LATENCY_P95,
    /// 95th percentile of the time to the first token of streamed calls, in milliseconds.
    FIRST_TOKEN_P95,
    /// Mean cost of completed calls, in USD.
    COST_PER_CALL;

    private static final double MEDIAN = 0.5;
    private static final double P95 = 0.95;
    private static final double ANSCOMBE = 3.0 / 8;
    /// Of a share after [#angle], per call.
    private static final double VARIANCE_OF_ANGLE = 0.25;
    private static final double LEAST_VARIANCE_OF_SCORE = 0.01;
    /// A window of identical calls still varies by 1 %.
    private static final double LEAST_VARIANCE_OF_LOG = 1e-4;

    /// An observation on a scale on which its variance does not depend on its mean.
    ///
    /// @param value the angle of a share, the negated score, or the natural logarithm of an amount
    /// @param calls number of calls, or of scores
    /// @param leastVariance of one call
    record Observation(double value, double calls, double leastVariance) {}

    /// Returns how many calls of a stretch the metric uses.
    long count(Stretch stretch) {
        return switch (this) {
            case ERROR_RATE -> stretch.tried();
            case REFUSAL_RATE, ATTACK_RATE -> stretch.calls();
            case NEGATIVE_FEEDBACK_RATE, SCORE -> stretch.scores();
            case JUDGE_SCORE -> stretch.judged();
            case LATENCY_P50, LATENCY_P95, COST_PER_CALL -> stretch.latency().count();
            case FIRST_TOKEN_P95 -> stretch.firstToken().count();
        };
    }

    /// Returns the value of a window in the metric's own unit; null without calls.
    ///
    /// @param scorer for JUDGE_SCORE; null for other metrics
    public @Nullable Double of(CallWindow window, @Nullable String scorer) {
        Stretch stretch = new Stretch(scorer);
        stretch.add(window);
        Observation observation = observe(stretch);
        return observation == null ? null : Double.valueOf(natural(observation.value()));
    }

    /// Returns the observation of a stretch; null without calls, and for an amount of zero.
    @Nullable
    Observation observe(Stretch stretch) {
        double count = (double) count(stretch);
        if (count == 0) {
            return null;
        }
        return switch (this) {
            case ERROR_RATE -> share(stretch.errors(), count);
            case REFUSAL_RATE -> share(stretch.refusals(), count);
            case ATTACK_RATE -> share(stretch.attacks(), count);
            case NEGATIVE_FEEDBACK_RATE -> share(stretch.negative(), count);
            case SCORE -> new Observation(-stretch.scoreSum() / count, count, LEAST_VARIANCE_OF_SCORE);
            case JUDGE_SCORE -> new Observation(-stretch.judgedSum() / count, count, LEAST_VARIANCE_OF_SCORE);
            case LATENCY_P50 -> amount(stretch.latency().quantile(MEDIAN), count);
            case LATENCY_P95 -> amount(stretch.latency().quantile(P95), count);
            case FIRST_TOKEN_P95 -> amount(stretch.firstToken().quantile(P95), count);
            case COST_PER_CALL -> amount(stretch.costUsd() / count, count);
        };
    }

    private static Observation share(long part, double count) {
        double angle = Math.asin(Math.sqrt(((double) part + ANSCOMBE) / (count + 2 * ANSCOMBE)));
        return new Observation(angle, count, VARIANCE_OF_ANGLE);
    }

    private static @Nullable Observation amount(@Nullable Double amount, double count) {
        return amount == null || !(amount > 0)
                ? null
                : new Observation(Math.log(amount), count, LEAST_VARIANCE_OF_LOG * count);
    }

    /// Returns the value of an observation in the metric's own unit.
    double natural(double value) {
        return switch (this) {
            case ERROR_RATE, REFUSAL_RATE, ATTACK_RATE, NEGATIVE_FEEDBACK_RATE -> Math.pow(Math.sin(value), 2);
            case SCORE, JUDGE_SCORE -> -value;
            case LATENCY_P50, LATENCY_P95, FIRST_TOKEN_P95, COST_PER_CALL -> Math.exp(value);
        };
    }
}
