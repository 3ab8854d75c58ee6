package io.plumbline.eval.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/// Asks the systems of a gate, as many calls at once as its suite allows, and stores every answer as it comes.
/// What is stored is not asked again. An answer that is lost ends the asking: else a database that is away for
/// a moment would look like a system that does not answer.
final class Inquiry {

    private static final int LOOK_EVERY = 16;

    private final GateCourse course;
    private final AnswerStore answers;
    private final GatewayAsker asker;

    Inquiry(GateCourse course, AnswerStore answers, GatewayAsker asker) {
        this.course = course;
        this.answers = answers;
        this.asker = asker;
    }

    /// Asks until every answer is stored; false when the gate was ended meanwhile.
    ///
    /// @throws IllegalStateException when an answer was lost; what was stored before it is kept
    /// @throws CancellationException when this thread was interrupted
    boolean ask(Gate gate, List<SystemUnderTest> asked, List<GateItem> items) {
        Set<String> done = new HashSet<>();
        answers.answers(gate.id()).forEach(answer -> done.add(key(answer.side(), answer.item(), answer.repeat())));
        AnswerWriter writer = new AnswerWriter(gate, answers);
        AtomicReference<RuntimeException> lost = new AtomicReference<>();
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
                        if (lost.get() != null) {
                            break asking;
                        }
                        threads.execute(() -> {
                            try {
                                writer.put(asker.ask(gate, system, item, turn));
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

    private static String key(Side side, int item, int repeat) {
        return side + "/" + item + "/" + repeat;
    }
}
