package io.plumbline.monitoring.rollout;

import java.time.Instant;

/// How long calls say too little after the traffic has changed, at the begin of a step or at the promotion.
///
/// The log has calls in the order of their ends, and errors often end sooner than answers: of the calls
/// that came in since a change, those that failed come first, and would look like a version that does
/// nothing but fail. Once so much time has passed as the longest answer took, what ends is again a fair
/// sample of what came in, however long which of them takes. What ends before stays out of the tests; it is
/// counted all the same.
///
/// @param longestMs of the answers of both arms
record Settling(long longestMs) {

    static final Settling NOTHING_SEEN = new Settling(0);

    Settling with(CallOutcome call) {
        return Boolean.FALSE.equals(call.error()) && call.boundedMs() > longestMs
                ? new Settling(call.boundedMs())
                : this;
    }

    /// Whether what ends when the call ended is a fair sample.
    ///
    /// @param since when the traffic last changed
    boolean isOver(Instant since, CallOutcome call) {
        return !call.end().isBefore(since.plusMillis(longestMs));
    }
}
