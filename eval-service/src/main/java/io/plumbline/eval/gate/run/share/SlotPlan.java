package io.plumbline.eval.gate.run.share;

import io.plumbline.eval.gate.ledger.chunk.HeldSlots;
import io.plumbline.eval.gate.run.system.Bulkheads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Computes a replica's concurrent calls for a gate. The total never exceeds the suite's concurrency, nor the
/// service's limit for all gates: a share grows only into free slots.
///
/// Calls to one bulkhead never take the whole service, nor a team a whole bulkhead: see [Bulkheads#most]. So
/// hanging calls leave room for others. Within these limits, teams share the service evenly, gates share their
/// team's part, and replicas their gate's part, as soon as those with more have released slots. A gate that calls
/// two providers counts for both. Pure.
public final class SlotPlan {

    private final UUID replica;
    private final int service;

    /// @param service maximum concurrent calls for all gates, on all replicas together
    public SlotPlan(UUID replica, int service) {
        this.replica = replica;
        this.service = service;
    }

    /// Returns its replica.
    UUID replica() {
        return replica;
    }

    /// @param mine what this replica could do for a gate
    /// @param concurrency concurrency of the gate's suite
    /// @param held allocations of all replicas for all gates, including this one's own if any
    int target(HeldSlots mine, int concurrency, List<HeldSlots> held) {
        List<HeldSlots> others = held.stream().filter(one -> !one.isOf(mine)).toList();
        List<HeldSlots> all = new ArrayList<>(others);
        all.add(mine);
        return target(mine, concurrency, others, fair(all));
    }

    /// @param others allocations of all others
    /// @param fair the fair shares of all, including this one
    int target(HeldSlots mine, int concurrency, List<HeldSlots> others, Fair fair) {
        Taken taken = new Taken(fair.limits());
        others.forEach(taken::add);
        int free = taken.free(mine);
        int ofGate = others.stream()
                .filter(one -> one.gate().equals(mine.gate()))
                .mapToInt(HeldSlots::slots)
                .sum();
        return Math.max(0, Math.min(fair.of(mine), Math.min(free, concurrency - ofGate)));
    }

    /// The shares if nobody held anything.
    record Fair(Limits limits, Map<Holder, Integer> given) {

        int of(HeldSlots one) {
            return given.getOrDefault(Holder.of(one), 0);
        }
    }

    private record Holder(UUID gate, UUID replica) {

        static Holder of(HeldSlots held) {
            return new Holder(held.gate(), held.replica());
        }
    }

    /// Assigns slots one by one to the holder with the fewest.
    Fair fair(List<HeldSlots> all) {
        Limits limits = new Limits(service, all);
        Map<UUID, Integer> wantedByGate = new HashMap<>();
        all.forEach(one -> wantedByGate.merge(one.gate(), one.wanted(), Math::max));
        Map<Holder, Integer> given = new HashMap<>();
        Map<String, Integer> ofTeam = new HashMap<>();
        Map<UUID, Integer> ofGate = new HashMap<>();
        Taken taken = new Taken(limits);
        Comparator<HeldSlots> least = Comparator.<HeldSlots>comparingInt(one -> ofTeam.getOrDefault(one.team(), 0))
                .thenComparingInt(one -> ofGate.getOrDefault(one.gate(), 0))
                .thenComparingInt(one -> given.getOrDefault(Holder.of(one), 0))
                .thenComparing(HeldSlots::gate)
                .thenComparing(HeldSlots::replica);
        List<HeldSlots> open = new ArrayList<>(all);
        while (!open.isEmpty()) {
            open.removeIf(one -> given.getOrDefault(Holder.of(one), 0) >= one.wanted()
                    || ofGate.getOrDefault(one.gate(), 0) >= wantedByGate.getOrDefault(one.gate(), 0)
                    || taken.free(one) <= 0);
            open.stream().min(least).ifPresent(next -> {
                given.merge(Holder.of(next), 1, Integer::sum);
                ofTeam.merge(next.team(), 1, Integer::sum);
                ofGate.merge(next.gate(), 1, Integer::sum);
                taken.add(next.holding(1));
            });
        }
        return new Fair(limits, given);
    }

    /// The limits of each bulkhead, and of each team in it.
    private static final class Limits {

        private final int service;
        private final Set<String> bulkheads = new HashSet<>();
        private final Map<String, Set<String>> teams = new HashMap<>();

        Limits(int service, List<HeldSlots> all) {
            this.service = service;
            for (HeldSlots one : all) {
                if (one.wanted() > 0 || one.slots() > 0) {
                    for (String bulkhead : one.bulkheads()) {
                        bulkheads.add(bulkhead);
                        teams.computeIfAbsent(bulkhead, _ -> new HashSet<>()).add(one.team());
                    }
                }
            }
        }

        int ofBulkhead() {
            return Bulkheads.most(service, Math.max(1, bulkheads.size()));
        }

        int ofTeam(String bulkhead) {
            return Bulkheads.most(
                    ofBulkhead(), teams.getOrDefault(bulkhead, Set.of("")).size());
        }
    }

    /// The slots taken of all limited resources.
    private static final class Taken {

        private final Limits limits;
        private final Map<String, Integer> ofBulkhead = new HashMap<>();
        private final Map<String, Map<String, Integer>> ofTeam = new HashMap<>();
        private int all;

        Taken(Limits limits) {
            this.limits = limits;
        }

        void add(HeldSlots one) {
            all += one.slots();
            for (String bulkhead : one.bulkheads()) {
                ofBulkhead.merge(bulkhead, one.slots(), Integer::sum);
                ofTeam.computeIfAbsent(bulkhead, _ -> new HashMap<>()).merge(one.team(), one.slots(), Integer::sum);
            }
        }

        int free(HeldSlots one) {
            int free = limits.service - all;
            for (String bulkhead : one.bulkheads()) {
                int team = ofTeam.getOrDefault(bulkhead, Map.of()).getOrDefault(one.team(), 0);
                free = Math.min(free, limits.ofBulkhead() - ofBulkhead.getOrDefault(bulkhead, 0));
                free = Math.min(free, limits.ofTeam(bulkhead) - team);
            }
            return free;
        }
    }
}
