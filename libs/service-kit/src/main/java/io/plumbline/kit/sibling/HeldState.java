package io.plumbline.kit.sibling;

import java.time.Duration;
import java.time.Instant;

/// The state of a sibling as this service knows it. Immutable.
///
/// @param version the sibling's number of its newest change
/// @param heardAt when the sibling last confirmed this state
record HeldState<S>(S state, long version, Instant heardAt) {

    HeldState<S> confirmed(Instant at) {
        return new HeldState<>(state, version, at);
    }

    /// Returns the time since the last contact with the sibling; negative if the clock was set back.
    Duration age(Instant now) {
        return Duration.between(heardAt, now);
    }

    /// Whether the state is recent enough for decisions. A clock set back by more than the tolerance makes this
    /// undecidable, hence false.
    boolean isCurrent(Instant now, Duration maxStaleness) {
        return age(now).abs().compareTo(maxStaleness) < 0;
    }
}
