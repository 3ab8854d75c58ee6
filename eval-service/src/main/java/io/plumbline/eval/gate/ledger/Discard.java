package io.plumbline.eval.gate.ledger;

import java.time.Instant;

/// The discarding of a gate's result.
///
/// @param by opaque id of the actor
public record Discard(String reason, String by, Instant at) {}
