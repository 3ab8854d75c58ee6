package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.AnswerStore;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.ledger.Side;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Asks the systems of a gate, as many calls at once as its suite allows, and stores every answer as it comes.
/// What is stored is not asked again, and a candidate that answers nothing is not asked to the end. An answer
/// that is lost ends the asking: else a database that is away for a moment would look like a system that does
/// not answer.
public final class Inquiry {

    private static final int LOOK_EVERY = 16;
    /// So many calls to the candidate without one answer: the rest would fail as well.
    private static final int HOPELESS_AFTER = 20;

    private final GateCourse course;
    private final AnswerStore answers;
    private final GatewayAsker asker;

    public Inquiry(GateCourse course, AnswerStore answers, GatewayAsker asker) {
        this.course = course;
        this.answers = answers;
        this.asker = asker;
    }

    /// Asks until every answer is stored; false when the gate was ended meanwhile.
    ///
    /// @throws IllegalStateException when an answer was lost; what was stored before it is kept
    /// @throws CancellationException when this thread was interrupted
    public boolean ask(Gate gate, List<SystemUnderTest> asked, List<GateItem> items) {
        List<GateAnswer> stored = answers.answers(gate.id());
        Set<String> done = new HashSet<>();
        stored.forEach(answer -> done.add(key(answer.side(), answer.item(), answer.repeat())));
        AnswerWriter writer = new AnswerWriter(gate, answers);
        AtomicReference<@Nullable RuntimeException> lost = new AtomicReference<>();
        Prospects prospects = new Prospects(stored);
        Semaphore places = new Semaphore(gate.document().concurrencyOrDefault());
        int calls = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asking:
            for (GateItem item : items) {
                for (int repeat = 0; repeat < gate.document().repeatsOrOne(); repeat++) {
                    for (SystemUnderTest system : asked) {
                        if (done.contains(key(system.side(), item.item(), repeat))) {
                            continue;
                        }
                        if (calls++ % LOOK_EVERY == 0 && course.isOver(gate.id())) {
                            return false;
                        }
                        int turn = repeat;
                        places.acquire();
                        if (lost.get() != null || prospects.hopeless()) {
                            break asking;
                        }
                        threads.execute(() -> {
                            try {
                                GateAnswer answer = asker.ask(gate, system, item, turn);
                                writer.put(answer);
                                prospects.see(answer);
                            } catch (RuntimeException e) {
                                lost.compareAndSet(null, e);
                            } finally {
                                places.release();
                            }
                        });
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("this replica stops: another one goes on with the gate");
        }
        if (lost.get() != null) {
            throw new IllegalStateException("an answer was lost: the run goes on from what is stored", lost.get());
        }
        return true;
    }

    /// Whether the candidate answers at all.
    private static final class Prospects {

        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicBoolean answered = new AtomicBoolean();

        private Prospects(List<GateAnswer> before) {
            before.forEach(this::see);
        }

        private void see(GateAnswer answer) {
            if (answer.side() == Side.CANDIDATE) {
                if (answer.error() == null) {
                    answered.set(true);
                } else {
                    failed.incrementAndGet();
                }
            }
        }

        private boolean hopeless() {
            return failed.get() >= HOPELESS_AFTER && !answered.get();
        }
    }

    private static String key(Side side, int item, int repeat) {
        return side + "/" + item + "/" + repeat;
    }
}
