package io.plumbline.audit;

import java.time.Instant;
import java.util.UUID;

/// What has become of the payload of an event.
public sealed interface PayloadState {

    /// The event commits to none, or there is no such event.
    record None() implements PayloadState {}

    record Kept() implements PayloadState {}

    /// It was destroyed because it was old enough.
    ///
    /// @param statement the event that says so
    /// @param keepDays  for how many days payloads were kept then
    record Expired(UUID statement, Instant at, int keepDays) implements PayloadState {}

    /// It was destroyed because somebody whom it concerned was erased.
    record Erased(Instant at) implements PayloadState {}

    /// It is gone and nothing says why.
    record Missing() implements PayloadState {}
}
