package io.plumbline.monitoring.rollout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The calls of one arm, and what was said of them.
///
/// @param calls that were answered, or failed at the provider or in the gateway
/// @param errors of these, those that failed
/// @param leftOut that were blocked by policy, or refused for the caller's own fault
/// @param scores calls of which there is feedback
/// @param scoreSum of the newest score of each, 0..1
/// @param callsAtFirstError how many calls there were with the first that failed
public record ArmTally(
        long calls,
        long errors,
        long leftOut,
        long scores,
        double scoreSum,
        @Nullable Instant firstCallAt,
        @Nullable Instant firstErrorAt,
        long callsAtFirstError) {

    static final ArmTally EMPTY = new ArmTally(0, 0, 0, 0, 0, null, null, 0);

    ArmTally call(CallOutcome call) {
        return call.error() == null ? leaveOut() : count(call.at(), call.error());
    }

    private ArmTally count(Instant at, boolean error) {
        boolean first = error && firstErrorAt == null;
        return new ArmTally(
                calls + 1,
                errors + (error ? 1 : 0),
                leftOut,
                scores,
                scoreSum,
                firstCallAt == null ? at : firstCallAt,
                first ? at : firstErrorAt,
                first ? calls + 1 : callsAtFirstError);
    }

    private ArmTally leaveOut() {
        return new ArmTally(calls, errors, leftOut + 1, scores, scoreSum, firstCallAt, firstErrorAt, callsAtFirstError);
    }

    /// @param before what was said of the same call before
    ArmTally score(double score, @Nullable Double before) {
        return new ArmTally(
                calls,
                errors,
                leftOut,
                scores + (before == null ? 1 : 0),
                scoreSum + score - (before == null ? 0 : before),
                firstCallAt,
                firstErrorAt,
                callsAtFirstError);
    }

    /// Calls from the first that failed on, itself included; null when none failed.
    public @Nullable Long callsSinceFirstError() {
        return firstErrorAt == null ? null : Long.valueOf(calls - callsAtFirstError + 1);
    }

    /// Milliseconds from the first call that failed until a time; null when none failed.
    @Nullable
    Long millisSinceFirstError(Instant until) {
        return millis(firstErrorAt, until);
    }

    /// The same from the first call.
    @Nullable
    Long millisSinceFirstCall(Instant until) {
        return millis(firstCallAt, until);
    }

    private static @Nullable Long millis(@Nullable Instant from, Instant until) {
        return from == null
                ? null
                : Long.valueOf(Math.max(0, Duration.between(from, until).toMillis()));
    }

    /// 0..1; null without calls.
    public @Nullable Double errorRate() {
        return calls == 0 ? null : (double) errors / calls;
    }

    /// 0..1; null without feedback.
    public @Nullable Double meanScore() {
        return scores == 0 ? null : scoreSum / scores;
    }

    /// The mean of a metric, in its own unit; null without an observation.
    public @Nullable Double mean(String metric) {
        return metric.equals(MetricEvidence.SCORE) ? meanScore() : errorRate();
    }

    /// How many observations of a metric there are.
    public long observations(String metric) {
        return metric.equals(MetricEvidence.SCORE) ? scores : calls;
    }
}
