package io.plumbline.monitoring.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event of the gateway about a rollout.
///
/// @param what `scheduled`, `started`, `advanced`, `paused`, `resumed`, `aborted`, `rolledBack` or `promoted`
/// @param by type of the actor: `user`, `api-key` or `service`
public record Happening(
        Instant at,
        String what,
        int step,
        int weight,
        String by,
        @Nullable String reason) {

    private static final int LONGEST_REASON = 1_000;

    /// Returns a copy with the reason truncated for storage.
    Happening shortened() {
        return reason == null || reason.length() <= LONGEST_REASON
                ? this
                : new Happening(at, what, step, weight, by, reason.substring(0, LONGEST_REASON));
    }
}
