package io.plumbline.eval.gate.ledger.chunk;

import java.util.Set;
import java.util.UUID;

/// A replica's share of a gate's concurrent calls.
///
/// @param bulkheads the targets of the calls: see [GateChunk]
/// @param slots concurrent calls permitted
/// @param wanted concurrent calls it could make
public record HeldSlots(UUID gate, UUID replica, String team, Set<String> bulkheads, int slots, int wanted) {

    public HeldSlots {
        bulkheads = Set.copyOf(bulkheads);
    }

    /// Returns a copy with this number of slots.
    public HeldSlots holding(int other) {
        return new HeldSlots(gate, replica, team, bulkheads, other, wanted);
    }

    public boolean isOf(HeldSlots other) {
        return gate.equals(other.gate) && replica.equals(other.replica);
    }
}
