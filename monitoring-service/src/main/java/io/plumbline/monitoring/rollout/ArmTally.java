package io.plumbline.monitoring.rollout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The calls of one variant and their feedback.
///
/// @param calls calls that were answered, or failed at the provider or in the gateway
/// @param errors those that failed
/// @param leftOut calls blocked by policy, or refused because of the caller
/// @param scores calls with feedback
/// @param scoreSum sum of the newest score of each, 0..1
/// @param callsAtFirstError number of calls up to and including the first failed one
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

    /// @param before the previous score of the same call
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

    /// Returns the number of calls since the first failed one, including it; null if none failed.
    public @Nullable Long callsSinceFirstError() {
        return firstErrorAt == null ? null : Long.valueOf(calls - callsAtFirstError + 1);
    }

    /// Returns the milliseconds from the first failed call to a time; null if none failed.
    @Nullable
    Long millisSinceFirstError(Instant until) {
        return millis(firstErrorAt, until);
    }

    /// Returns the milliseconds from the first call to a time.
    @Nullable
    Long millisSinceFirstCall(Instant until) {
        return millis(firstCallAt, until);
    }

    private static @Nullable Long millis(@Nullable Instant from, Instant until) {
        return from == null
                ? null
                : Long.valueOf(Math.max(0, Duration.between(from, until).toMillis()));
    }

    /// Returns 0..1; null without calls.
    public @Nullable Double errorRate() {
        return calls == 0 ? null : (double) errors / calls;
    }

    /// Returns 0..1; null without feedback.
    public @Nullable Double meanScore() {
        return scores == 0 ? null : scoreSum / scores;
    }
}
