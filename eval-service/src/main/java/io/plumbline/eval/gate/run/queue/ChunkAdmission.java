package io.plumbline.eval.gate.run.queue;

import io.plumbline.eval.gate.ledger.chunk.RunChunkStore.Waiting;
import io.plumbline.eval.gate.run.system.Bulkheads;
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

/// Decides which chunks this replica works on. A chunk waits for its calls, so the chunks of one bulkhead never
/// take all the room, nor those of one team all the room of a bulkhead ([Bulkheads#most]): a newcomer starts at
/// once. Otherwise, the team with the fewest chunks is next, and of its gates the one with the fewest.
/// Thread-safe.
public final class ChunkAdmission {

    static final int CHUNKS = 24;
    /// Leaves the remainder of a large gate to other replicas.
    static final int OF_GATE = 6;

    /// After this time, another replica has taken over a chunk queued by this one.
    private static final Duration UNSTARTED = Duration.ofSeconds(3);

    private final Map<String, Place> places = new HashMap<>();
    private final LongSupplier nanoTime;
    private List<Waiting> waiting = List.of();

    public ChunkAdmission(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Place(Work work, boolean started, long since) {}

    /// The gate, team and bulkheads of a chunk.
    public record Work(UUID gate, String team, Set<String> bulkheads) {

        static Work of(Waiting gate) {
            return new Work(gate.gate(), gate.team(), gate.bulkheads());
        }
    }

    /// Returns the gate whose next chunk to queue; empty if none fits.
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

    /// Reserves room for a chunk that this replica queues.
    synchronized void reserve(String chunk, Work work) {
        places.put(chunk, new Place(work, false, nanoTime.getAsLong()));
    }

    /// Starts a chunk; returns false if there is no room.
    public synchronized boolean start(String chunk, Work work) {
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

    public synchronized void end(String chunk) {
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

    /// The teams that use or wait for each bulkhead.
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
