package io.plumbline.monitoring.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the gateway did with a rollout.
///
/// @param what `scheduled`, `started`, `advanced`, `paused`, `resumed`, `aborted`, `rolledBack` or `promoted`
/// @param by kind of the actor: `user`, `api-key` or `service`
public record Happening(
        Instant at,
        String what,
        int step,
        int weight,
        String by,
        @Nullable String reason) {}
