package io.plumbline.e2e.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a client saw of a call.
///
/// @param beganNanos by [System#nanoTime()]
/// @param status     0 when there was no answer
/// @param callId     as the answer's head names it; empty when there was none
/// @param uncleanly  what a client could not have understood, or would have taken for something else; null when it
///     was a clean answer, or a clean error
record Seen(
        long beganNanos,
        Duration took,
        boolean streamed,
        How how,
        int status,
        String callId,
        @Nullable String uncleanly) {

    /// How much of an answer came.
    enum How {
        /// All of it.
        WHOLE,
        /// Its beginning.
        IN_PART,
        /// None: an error said so.
        REFUSED,
        /// None: the connection was refused or broke off.
        NO_ANSWER
    }

    boolean is(How other) {
        return how == other;
    }

    boolean beganSince(long nanos) {
        return beganNanos - nanos >= 0;
    }

    boolean endedSince(long nanos) {
        return beganNanos + took.toNanos() - nanos >= 0;
    }
}
