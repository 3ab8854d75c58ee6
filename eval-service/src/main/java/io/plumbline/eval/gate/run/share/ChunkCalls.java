package io.plumbline.eval.gate.run.share;

import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.answer.ViewStore;
import io.plumbline.eval.gate.ledger.chunk.GateChunk;
import io.plumbline.eval.gate.run.lifecycle.GateLifecycle;
import io.plumbline.eval.gate.run.system.GatewayCaller;
import io.plumbline.eval.gate.run.system.SystemUnderTest;
import io.plumbline.eval.gate.run.system.UnrunnableGateException;
import io.plumbline.eval.sibling.GuardedView;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Sends the items of one chunk to the systems of a gate within this replica's permits, and stores every answer
/// as it arrives. Stored answers are not repeated, nor answers reusable from earlier gates. A lost answer stops
/// the calls; otherwise, a short outage of the database would look like a silent system. It stores the first
/// altered questions as the candidate saw them.
public final class ChunkCalls {

    /// After this time, other chunks get their turn.
    private static final Duration TURN = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final GateLifecycle lifecycle;
    private final AnswerStore answers;
    private final AnswerReuse cache;
    private final GatewayCaller asker;
    private final ViewStore shown;
    private final GuardedView views;

    public ChunkCalls(
            GateLifecycle lifecycle,
            AnswerStore answers,
            AnswerReuse cache,
            GatewayCaller asker,
            ViewStore shown,
            GuardedView views) {
        this.lifecycle = lifecycle;
        this.answers = answers;
        this.cache = cache;
        this.asker = asker;
        this.shown = shown;
        this.views = views;
    }

    /// How the calls ended.
    public enum End {
        /// All answers are stored, or no more are wanted.
        DONE,
        /// There are more calls to make later.
        TURN_OVER,
        /// The gate has ended.
        GATE_OVER
    }

    /// @param key cache key of the answer; null if it must not be reused
    private record Call(
            SystemUnderTest system,
            GateItem item,
            int repeat,
            @Nullable String key) {

        AnswerKey place() {
            return new AnswerKey(system.side(), item.item(), repeat);
        }
    }

    /// @param leaving whether this replica is about to stop
    /// @throws UnrunnableGateException if another configuration answers than the evaluated one
    /// @throws IllegalStateException if an answer was lost; answers stored before are kept
    /// @throws CancellationException if this thread was interrupted
    public End ask(GateShare share, GateChunk chunk, BooleanSupplier leaving) {
        List<Call> calls = expected(share, chunk);
        AtomicReference<@Nullable RuntimeException> lost = new AtomicReference<>();
        int begun = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + TURN.toNanos();
            while (begun < calls.size() && lost.get() == null && take(share, end, leaving)) {
                Call call = calls.get(begun++);
                share.expect(-1);
                threads.execute(() -> Tenancy.asWorker(() -> ask(share, call, lost)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            share.expect(begun - calls.size());
        }
        return ended(share, lost.get(), begun == calls.size());
    }

    /// Returns the calls to make, whose number replaces the share's initial estimate.
    private List<Call> expected(GateShare share, GateChunk chunk) {
        try {
            List<Call> calls = unknown(share, unanswered(share, chunk));
            share.expect(calls.size());
            return calls;
        } finally {
            share.expect(-1);
        }
    }

    private static End ended(GateShare share, @Nullable RuntimeException lost, boolean all) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("this replica stops: another one goes on with the gate");
        }
        if (share.standing() == GateShare.Standing.OVER) {
            return End.GATE_OVER;
        }
        if (lost instanceof UnrunnableGateException unrunnable) {
            throw unrunnable;
        }
        if (lost != null) {
            throw new IllegalStateException("an answer was lost: the run goes on from what is stored", lost);
        }
        if (share.standing() == GateShare.Standing.LOST) {
            throw new IllegalStateException("the database was out of reach: the run goes on from what is stored");
        }
        return all || share.halted() != null ? End.DONE : End.TURN_OVER;
    }

    private List<Call> unanswered(GateShare share, GateChunk chunk) {
        List<Call> calls = new ArrayList<>();
        if (share.ended()) {
            return calls;
        }
        List<GateItem> items = answers.items(chunk);
        Set<AnswerKey> stored = answers.answered(chunk.gate(), items);
        for (GateItem item : items) {
            for (int repeat = 0; repeat < share.gate().document().repeatsOrOne(); repeat++) {
                for (SystemUnderTest system : share.systems()) {
                    if (!stored.contains(new AnswerKey(system.side(), item.item(), repeat))) {
                        String key = AnswerReuse.key(share.gate(), system, item, repeat);
                        calls.add(new Call(system, item, repeat, key));
                    }
                }
            }
        }
        return calls;
    }

    /// Stores reusable answers of other gates.
    ///
    /// @return the remaining calls
    private List<Call> unknown(GateShare share, List<Call> calls) {
        Map<AnswerKey, String> keys = new HashMap<>();
        for (Call call : calls) {
            if (call.key() != null) {
                keys.put(call.place(), call.key());
            }
        }
        List<GateAnswer> known = cache.known(share.gate(), keys);
        if (known.isEmpty()) {
            return calls;
        }
        answers.put(share.gate(), known);
        Set<AnswerKey> done = new HashSet<>();
        for (GateAnswer answer : known) {
            share.see(answer, null);
            done.add(answer.key());
        }
        return calls.stream().filter(call -> !done.contains(call.place())).toList();
    }

    /// Waits for a permit; returns false if there will be none in this turn.
    private static boolean take(GateShare share, long end, BooleanSupplier leaving) throws InterruptedException {
        while (!share.ended() && !leaving.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (share.places().take(Math.min(left, LOOK_EVERY.toNanos()))) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
        }
        return false;
    }

    private GateAnswer answer(GateShare share, Call call) {
        String gone = call.system().side() == Side.BASELINE ? share.lastErrorOfBaseline() : null;
        return gone == null
                ? share.during(
                        sideOf(call), _ -> {}, () -> asker.ask(share.gate(), call.system(), call.item(), call.repeat()))
                : GateAnswer.failed(call.place(), "not called, because of " + gone);
    }

    private static String sideOf(Call call) {
        return call.system().side().name().toLowerCase(Locale.ROOT);
    }

    private void ask(GateShare share, Call call, AtomicReference<@Nullable RuntimeException> lost) {
        try {
            GateAnswer answer = answer(share, call).keyed(call.key());
            Halt reason = share.see(answer, share.writer().put(answer));
            share.interruptibly(() -> keepView(share, call, answer));
            if (reason != null) {
                share.halt(reason, lifecycle);
            }
        } catch (CancellationException e) {
            if (!share.ended()) {
                lost.compareAndSet(null, e);
            }
        } catch (RuntimeException e) {
            lost.compareAndSet(null, e);
        } finally {
            share.places().release();
        }
    }

    /// Asks the gateway during the run for the question under the evaluated policy; stores nothing if the gateway
    /// does not return it.
    ///
    /// @return whether the question was altered
    private boolean keepView(GateShare share, Call call, GateAnswer answer) {
        boolean altered = answer.guarding() != null && answer.guarding().alteredInput();
        if (altered && call.system().side() == Side.CANDIDATE && answer.repeat() == 0 && share.mayKeepView()) {
            views.of(
                            GatewayCaller.shown(share.gate(), call.system(), call.item()),
                            policy(call.system().served()))
                    .ifPresent(view -> shown.put(share.gate(), call.item().item(), view));
        }
        return altered;
    }

    private static @Nullable String policy(@Nullable Served served) {
        String name = served == null || served.document() == null
                ? ""
                : served.document().path("policy").path("name").asString("");
        return name.isEmpty() ? null : name;
    }
}
