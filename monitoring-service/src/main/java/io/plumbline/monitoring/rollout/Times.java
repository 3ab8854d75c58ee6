package io.plumbline.monitoring.rollout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The times of a rollout.
///
/// @param startedAt when its first calls were served; until then, when it was planned
/// @param stepSince when the current step started, or resumed after a pause
/// @param watchedUntil when the watch after the promotion ends; null before the promotion
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

    /// Returns since when the share of calls of the new version has been constant.
    Instant unchangedSince() {
        return promotedAt == null ? stepSince : promotedAt;
    }
}
