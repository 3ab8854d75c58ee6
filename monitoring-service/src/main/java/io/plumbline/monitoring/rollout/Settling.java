package io.plumbline.monitoring.rollout;

import java.time.Instant;

/// The time after a change of traffic, at the start of a step or at the promotion, during which calls are a
/// biased sample.
///
/// The log contains calls in the order of their ends, and errors often end sooner than answers. Of the calls
/// since a change, failed ones appear first and would make a version look completely broken. Once the duration of
/// the longest answer has passed, ended calls are a fair sample of arrived calls. Earlier calls are excluded from
/// the tests but are counted.
///
/// @param longestMs the longest answer of both variants
record Settling(long longestMs) {

    static final Settling NOTHING_SEEN = new Settling(0);

    Settling with(CallOutcome call) {
        return Boolean.FALSE.equals(call.error()) && call.boundedMs() > longestMs
                ? new Settling(call.boundedMs())
                : this;
    }

    /// Whether the calls that end with this one are a fair sample.
    ///
    /// @param since when the traffic last changed
    boolean isOver(Instant since, CallOutcome call) {
        return !call.end().isBefore(since.plusMillis(longestMs));
    }
}
