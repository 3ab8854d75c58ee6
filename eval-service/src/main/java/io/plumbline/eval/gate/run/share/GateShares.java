package io.plumbline.eval.gate.run.share;

import io.plumbline.eval.gate.ledger.EvidenceLedger;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.chunk.HeldSlots;
import io.plumbline.eval.gate.ledger.chunk.SlotStore;
import io.plumbline.eval.gate.run.lifecycle.GateLifecycle;
import io.plumbline.eval.gate.run.system.Systems;
import io.plumbline.eval.suite.document.Caps;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// The gates that this replica works for. Four times a second it sends a heartbeat, agrees with the other
/// replicas on concurrent calls, and checks whether a gate ended or reached a cap. So a cancelled gate soon makes
/// no more calls on any replica. If its heartbeat fails for so long that others may consider it dead, it releases
/// all its work before they take over.
public final class GateShares implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GateShares.class);
    private static final Duration BEAT = Duration.ofMillis(250);
    /// How long a share is kept for another chunk after its last one.
    private static final Duration IDLE = Duration.ofMillis(500);

    private static final Duration SILENCE = SlotStore.HELD.minusSeconds(2);

    private final UUID replica;
    private final SlotPlan plan;
    private final GateLifecycle lifecycle;
    private final Systems systems;
    private final AnswerStore answers;
    private final EvidenceLedger evidence;
    private final SlotStore slots;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, Entry> entries = new HashMap<>();
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gate-beat").daemon().factory());
    private long heard = System.nanoTime();

    /// What the replicas of a run share.
    public record Stores(AnswerStore answers, EvidenceLedger evidence, SlotStore slots) {}

    public GateShares(
            SlotPlan plan,
            GateLifecycle lifecycle,
            Systems systems,
            Stores stores,
            TransactionTemplate transactions,
            Clock clock) {
        this.replica = plan.replica();
        this.plan = plan;
        this.lifecycle = lifecycle;
        this.systems = systems;
        this.answers = stores.answers();
        this.evidence = stores.evidence();
        this.slots = stores.slots();
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Starts the heartbeat.
    void start() {
        Future<?> _ = beats.scheduleWithFixedDelay(
                () -> Tenancy.asWorker(this::beat), BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static final class Entry {

        private final GateShare share;
        private int chunks;
        private long idleSince = System.nanoTime();

        private Entry(GateShare share) {
            this.share = share;
        }

        private boolean isOpen() {
            return share.standing() == GateShare.Standing.OPEN;
        }
    }

    /// Starts a chunk of that gate; empty if the gate has ended. The share expects one call until the chunk knows
    /// its number of calls; otherwise, a heartbeat in between would release its permits.
    ///
    /// @param bulkheads targets of its calls
    /// @throws UnrunnableGateException if its prompts or versions no longer exist
    public Optional<GateShare> open(UUID id, Set<String> bulkheads) {
        lock.lock();
        try {
            Entry entry = entries.get(id);
            if (entry != null && entry.isOpen()) {
                entry.share.callsGoTo(bulkheads);
                return Optional.of(join(entry));
            }
        } finally {
            lock.unlock();
        }
        Gate gate = lifecycle.current(id);
        return gate.status().isFinal() ? Optional.empty() : Optional.of(open(share(gate, bulkheads)));
    }

    /// Loads what a share needs, without the lock because a sibling may be slow.
    private GateShare share(Gate gate, Set<String> bulkheads) {
        return new GateShare(
                gate,
                systems.of(gate),
                new AnswerWriter(gate, answers, evidence),
                bulkheads,
                Map.of(Side.CANDIDATE, silence(gate, Side.CANDIDATE), Side.BASELINE, silence(gate, Side.BASELINE)));
    }

    private SilenceDetector silence(Gate gate, Side side) {
        return new SilenceDetector(
                answers.hasAnswered(gate.id(), side),
                answers.failures(gate.id(), side, SilenceDetector.CALLS),
                System::nanoTime);
    }

    private GateShare open(GateShare made) {
        lock.lock();
        try {
            UUID id = made.gate().id();
            if (entries.isEmpty()) {
                heard = System.nanoTime();
            }
            Entry entry = entries.get(id);
            if (entry == null || !entry.isOpen()) {
                entry = new Entry(made);
                entries.put(id, entry);
            }
            return join(entry);
        } finally {
            lock.unlock();
        }
    }

    /// A chunk that lacks permits requests more at once, not at the next heartbeat.
    private GateShare join(Entry entry) {
        GateShare share = entry.share;
        share.expect(1);
        try {
            if (share.places().granted() < share.wanted()) {
                agree(List.of(share));
            }
        } catch (RuntimeException e) {
            share.expect(-1);
            throw e;
        }
        entry.chunks++;
        return share;
    }

    /// Ends a chunk.
    public void close(GateShare share) {
        lock.lock();
        try {
            Entry entry = entries.get(share.gate().id());
            if (entry != null && entry.share == share) {
                entry.chunks--;
                entry.idleSince = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    private void beat() {
        lock.lock();
        try {
            forgetIdle();
            if (entries.isEmpty()) {
                return;
            }
            if (System.nanoTime() - heard > SILENCE.toNanos()) {
                releaseAll();
                return;
            }
            long began = System.nanoTime();
            List<GateShare> shares =
                    entries.values().stream().map(entry -> entry.share).toList();
            agree(shares);
            checkGates(shares);
            publishProgress(shares);
            heard = began;
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("This replica cannot tell the others that it works on gates");
        } finally {
            lock.unlock();
        }
    }

    private void forgetIdle() {
        List<Entry> idle = entries.values().stream()
                .filter(entry -> entry.chunks == 0 && System.nanoTime() - entry.idleSince > IDLE.toNanos())
                .toList();
        for (Entry entry : idle) {
            UUID gate = entry.share.gate().id();
            entries.remove(gate);
            slots.release(gate, replica);
        }
    }

    private void releaseAll() {
        entries.values().forEach(entry -> entry.share.end(GateShare.Standing.LOST));
        entries.clear();
        heard = System.nanoTime();
        log.atWarn().log("This replica was cut off and lets go of the gates that it worked on");
    }

    /// Each replica grows only into free slots, and reports that it shrank after it did.
    private void agree(Collection<GateShare> shares) {
        Map<GateShare, Integer> targets = new HashMap<>();
        transactions.executeWithoutResult(_ -> {
            List<HeldSlots> held = new ArrayList<>(slots.lock());
            Map<GateShare, HeldSlots> wanted = new LinkedHashMap<>();
            for (GateShare share : shares) {
                wanted.put(share, wanted(share));
            }
            List<HeldSlots> all = new ArrayList<>(held);
            all.removeIf(one -> wanted.values().stream().anyMatch(one::isOf));
            all.addAll(wanted.values());
            SlotPlan.Fair fair = plan.fair(all);
            wanted.forEach((share, mine) -> {
                held.removeIf(mine::isOf);
                int target = plan.target(mine, share.gate().document().concurrencyOrDefault(), held, fair);
                HeldSlots kept = mine.holding(Math.max(target, share.places().shrink(target)));
                slots.hold(kept);
                held.add(kept);
                targets.put(share, target);
            });
        });
        targets.forEach((share, target) -> share.places().grant(target));
    }

    private HeldSlots wanted(GateShare share) {
        Gate gate = share.gate();
        return new HeldSlots(
                gate.id(),
                replica,
                gate.team(),
                share.bulkheads(),
                share.places().taken(),
                share.wanted());
    }

    private void checkGates(List<GateShare> shares) {
        Map<UUID, SlotStore.Pulse> pulses = new HashMap<>();
        slots.pulses(shares.stream().map(share -> share.gate().id()).toList())
                .forEach(pulse -> pulses.put(pulse.gate(), pulse));
        for (GateShare share : shares) {
            UUID gate = share.gate().id();
            SlotStore.Pulse pulse = pulses.get(gate);
            if (pulse == null || pulse.status().isFinal()) {
                share.end(GateShare.Standing.OVER);
            } else if (pulse.halted() != null) {
                share.halt(pulse.halted());
            } else if (isLate(share.gate().document().caps(), pulse)) {
                lifecycle.halt(gate, Halt.TIME);
                share.halt(Halt.TIME);
            }
        }
    }

    /// Makes errors visible at once, not only when their call is abandoned.
    private void publishProgress(List<GateShare> shares) {
        shares.forEach(share -> share.report(lifecycle));
    }

    private boolean isLate(@Nullable Caps caps, SlotStore.Pulse pulse) {
        return caps != null
                && caps.seconds() != null
                && pulse.startedAt() != null
                && clock.instant().isAfter(pulse.startedAt().plusSeconds(caps.seconds()));
    }

    /// Ends the work of this replica.
    @Override
    public void close() {
        beats.shutdownNow();
    }
}
