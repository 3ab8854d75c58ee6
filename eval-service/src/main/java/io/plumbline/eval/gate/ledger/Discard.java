package io.plumbline.eval.gate.ledger;

import java.time.Instant;

/// That a gate's result was taken out of use.
///
/// @param by opaque id of the actor
public record Discard(String reason, String by, Instant at) {}
