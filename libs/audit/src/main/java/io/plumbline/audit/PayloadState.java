package io.plumbline.audit;

import java.time.Instant;
import java.util.UUID;

/// The state of an event's payload.
public sealed interface PayloadState {

    /// The event commits to no payload, or does not exist.
    record None() implements PayloadState {}

    record Kept() implements PayloadState {}

    /// Destroyed because its retention ended.
    ///
    /// @param statement the event that states it
    /// @param keepDays the retention in days at that time
    record Expired(UUID statement, Instant at, int keepDays) implements PayloadState {}

    /// Destroyed because a data subject was erased.
    record Erased(Instant at) implements PayloadState {}

    /// Missing without an explanation.
    record Missing() implements PayloadState {}
}
