package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.ChunkStore.Waiting;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Which chunks this replica works on at once. A chunk waits for its calls, so those of one bulkhead never take
/// all the room there is, nor those of a team all the room of a bulkhead ([Bulkheads#most]): whoever comes next
/// begins at once. Otherwise the team with fewest chunks is next, and of its gates the one with fewest. For many
/// threads.
final class ChunkAdmission {

    static final int CHUNKS = 24;
    /// The rest of a large gate is left to other replicas.
    static final int OF_GATE = 6;

    /// After so long another replica has taken up a chunk that this one queued.
    private static final Duration UNSTARTED = Duration.ofSeconds(3);

    private final Map<String, Place> places = new HashMap<>();
    private final LongSupplier nanoTime;
    private List<Waiting> waiting = List.of();

    ChunkAdmission(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Place(Work work, boolean started, long since) {}

    /// What a chunk is part of.
    record Work(UUID gate, String team, Set<String> bulkheads) {

        static Work of(Waiting gate) {
            return new Work(gate.gate(), gate.team(), gate.bulkheads());
        }
    }

    /// The gate whose next chunk is to be queued; empty when there is no room for any of them.
    synchronized Optional<Waiting> next(List<Waiting> gates) {
        waiting = List.copyOf(gates);
        long now = nanoTime.getAsLong();
        places.values().removeIf(place -> !place.started() && now - place.since() > UNSTARTED.toNanos());
        Users users = users();
        return gates.stream()
                .filter(gate -> fits(Work.of(gate), users))
                .min(Comparator.<Waiting>comparingLong(
                                gate -> count(work -> work.team().equals(gate.team())))
                        .thenComparingLong(gate -> count(work -> work.gate().equals(gate.gate())))
                        .thenComparing(Waiting::gate));
    }

    /// Keeps room for a chunk that this replica queues.
    synchronized void reserve(String chunk, Work work) {
        places.put(chunk, new Place(work, false, nanoTime.getAsLong()));
    }

    /// Begins with a chunk; false when there is no room for it.
    synchronized boolean start(String chunk, Work work) {
        if (places.remove(chunk) == null) {
            Users users = users();
            users.add(work);
            if (!fits(work, users)) {
                return false;
            }
        }
        places.put(chunk, new Place(work, true, nanoTime.getAsLong()));
        return true;
    }

    synchronized void end(String chunk) {
        places.remove(chunk);
    }

    private boolean fits(Work work, Users users) {
        if (places.size() >= CHUNKS || count(one -> one.gate().equals(work.gate())) >= OF_GATE) {
            return false;
        }
        int most = users.most();
        for (String bulkhead : work.bulkheads()) {
            Predicate<Work> there = one -> one.bulkheads().contains(bulkhead);
            if (count(there) >= most
                    || count(there.and(one -> one.team().equals(work.team()))) >= users.mostOfTeam(bulkhead)) {
                return false;
            }
        }
        return true;
    }

    /// The teams that use each bulkhead or wait for it.
    private static final class Users {

        private final Map<String, Set<String>> teams = new HashMap<>();

        void add(Work work) {
            for (String bulkhead : work.bulkheads()) {
                teams.computeIfAbsent(bulkhead, _ -> new HashSet<>()).add(work.team());
            }
        }

        int most() {
            return Bulkheads.most(CHUNKS, Math.max(1, teams.size()));
        }

        int mostOfTeam(String bulkhead) {
            return Bulkheads.most(
                    most(), teams.getOrDefault(bulkhead, Set.of("")).size());
        }
    }

    private Users users() {
        Users users = new Users();
        places.values().forEach(place -> users.add(place.work()));
        waiting.forEach(gate -> users.add(Work.of(gate)));
        return users;
    }

    private long count(Predicate<Work> which) {
        return places.values().stream().map(Place::work).filter(which).count();
    }
}
