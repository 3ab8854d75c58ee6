package io.plumbline.eval.gate.ledger;

import java.util.Set;
import java.util.UUID;

/// What a replica holds of a gate's places for calls.
///
/// @param bulkheads what the calls go to: see [GateChunk]
/// @param slots calls that it may make at once
/// @param wanted calls that it could make at once
public record HeldSlots(UUID gate, UUID replica, String team, Set<String> bulkheads, int slots, int wanted) {

    public HeldSlots {
        bulkheads = Set.copyOf(bulkheads);
    }

    /// The same with so many slots.
    public HeldSlots holding(int other) {
        return new HeldSlots(gate, replica, team, bulkheads, other, wanted);
    }

    public boolean isOf(HeldSlots other) {
        return gate.equals(other.gate) && replica.equals(other.replica);
    }
}
