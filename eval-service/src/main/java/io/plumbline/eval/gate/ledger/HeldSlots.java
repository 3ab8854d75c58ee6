package io.plumbline.eval.gate.ledger;

import java.util.UUID;

/// What a replica holds of a gate's places for calls.
///
/// @param slots calls that it may make at once
/// @param wanted calls that it could make at once
public record HeldSlots(UUID gate, UUID replica, int slots, int wanted) {}
