package io.plumbline.monitoring.rollout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a rollout came where it is.
///
/// @param startedAt when it began to draw calls; until then, when it was planned
/// @param stepSince when the present step began, or went on after a pause
/// @param watchedUntil when the time after the promotion ends; null before
public record Times(
        Instant startedAt,
        Instant stepSince,
        @Nullable Instant promotedAt,
        @Nullable Instant watchedUntil,
        @Nullable Instant endedAt) {

    static Times started(Instant at) {
        return new Times(at, at, null, null, null);
    }

    Times stepFrom(Instant at) {
        return new Times(startedAt, at, promotedAt, watchedUntil, endedAt);
    }

    Times promoted(Instant at, Duration watch) {
        return new Times(startedAt, stepSince, at, at.plus(watch), null);
    }

    Times ended(Instant at) {
        return new Times(startedAt, stepSince, promotedAt, watchedUntil, at);
    }

    /// Since when the same share of the calls leads to the new version.
    Instant unchangedSince() {
        return promotedAt == null ? stepSince : promotedAt;
    }
}
