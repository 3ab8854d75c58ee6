package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.HeldSlots;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// How many calls at once a replica may make for a gate. What is held together never exceeds the suite's
/// concurrency, nor what the service may do for all gates: one grows only by what nobody holds. Replicas
/// share a gate evenly, and gates the service, as soon as those that hold more have let go. Pure.
final class SlotPlan {

    private final UUID replica;
    private final int service;

    /// @param service calls at once for all gates, on all replicas together
    SlotPlan(UUID replica, int service) {
        this.replica = replica;
        this.service = service;
    }

    /// The replica that it is for.
    UUID replica() {
        return replica;
    }

    /// @param concurrency of the gate's suite
    /// @param wanted calls that this replica could make at once
    /// @param held by all replicas for all gates, this one's own among them if there are any
    int target(UUID gate, int concurrency, int wanted, List<HeldSlots> held) {
        List<HeldSlots> others = held.stream().filter(one -> !isMine(one, gate)).toList();
        long gates = 1
                + others.stream()
                        .map(HeldSlots::gate)
                        .filter(other -> !other.equals(gate))
                        .distinct()
                        .count();
        int limit = (int) Math.min(concurrency, Math.max(1, service / gates));
        List<HeldSlots> here =
                others.stream().filter(one -> one.gate().equals(gate)).toList();
        int free = Math.min(limit - sum(here), service - sum(others));
        return Math.max(0, Math.min(fair(gate, wanted, limit, here), free));
    }

    /// This replica's part when the places are shared evenly, but for those who want fewer.
    private int fair(UUID gate, int wanted, int limit, List<HeldSlots> others) {
        List<HeldSlots> all = Stream.concat(others.stream(), Stream.of(new HeldSlots(gate, replica, 0, wanted)))
                .sorted(Comparator.comparingInt(HeldSlots::wanted).thenComparing(HeldSlots::replica))
                .toList();
        int left = limit;
        for (int i = 0; i < all.size(); i++) {
            int part = Math.min(all.get(i).wanted(), left / (all.size() - i));
            if (all.get(i).replica().equals(replica)) {
                return part;
            }
            left -= part;
        }
        return 0;
    }

    private boolean isMine(HeldSlots one, UUID gate) {
        return one.replica().equals(replica) && one.gate().equals(gate);
    }

    private static int sum(List<HeldSlots> held) {
        return held.stream().mapToInt(HeldSlots::slots).sum();
    }
}
