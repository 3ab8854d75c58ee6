package io.plumbline.kit.sibling;

import java.time.Duration;
import java.time.Instant;

/// What is held of a sibling. Immutable.
///
/// @param version the sibling's number of the newest change in it
/// @param heardAt when the sibling last said that this is so
record HeldState<S>(S state, long version, Instant heardAt) {

    HeldState<S> confirmed(Instant at) {
        return new HeldState<>(state, version, at);
    }

    /// How long ago the sibling was heard of; negative when the clock was set back since.
    Duration age(Instant now) {
        return Duration.between(heardAt, now);
    }

    /// Whether it is recent enough to decide by. A clock that was set back by more than is tolerated cannot say.
    boolean isCurrent(Instant now, Duration maxStaleness) {
        return age(now).abs().compareTo(maxStaleness) < 0;
    }
}
