package io.plumbline.eval.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs gates. Every answer is stored as it comes, so a run that is cut short goes on where it was: what is
/// stored is not asked again, and each item counts once.
final class GateRunner {

    private static final Logger log = LoggerFactory.getLogger(GateRunner.class);
    private static final int LOOK_EVERY = 16;

    private final GateCourse course;
    private final Baselines baselines;
    private final Systems systems;
    private final ItemSource source;
    private final AnswerStore answers;
    private final GatewayAsker asker;
    private final GateJudge judge;

    GateRunner(
            GateCourse course,
            Baselines baselines,
            Systems systems,
            ItemSource source,
            AnswerStore answers,
            GatewayAsker asker,
            GateJudge judge) {
        this.course = course;
        this.baselines = baselines;
        this.systems = systems;
        this.source = source;
        this.answers = answers;
        this.asker = asker;
        this.judge = judge;
    }

    /// Brings a gate to its end. Throws what may pass (a sibling that is away), so that the queue tries
    /// again; ends the gate as ERROR for what will not.
    void run(UUID id) {
        course.begin(id).ifPresent(begun -> {
            try {
                Gate gate = baselines.fill(begun);
                List<SystemUnderTest> asked = systems.of(gate);
                List<GateItem> items = source.read(gate, asked.size());
                if (ask(gate, asked, items)) {
                    course.finish(gate, judge.judge(gate, items, answers.answers(id)), items.size());
                }
            } catch (UnrunnableGateException e) {
                course.fail(id, e.getMessage());
            }
        });
    }

    /// Gives a gate up that failed again and again.
    void giveUp(UUID id) {
        course.fail(id, "The gate could not be run, however often it was tried: the log of eval-service says why.");
    }

    /// Asks what has not been answered yet; false when the gate was ended meanwhile.
    private boolean ask(Gate gate, List<SystemUnderTest> asked, List<GateItem> items) {
        Set<String> done = new HashSet<>();
        answers.answers(gate.id()).forEach(answer -> done.add(key(answer.side(), answer.item(), answer.repeat())));
        Semaphore places = new Semaphore(gate.document().concurrencyOrDefault());
        int calls = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
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
                        threads.execute(() -> askOne(gate, system, item, turn, places));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("this replica stops: another one goes on with the gate");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("this replica stops: another one goes on with the gate");
        }
        return true;
    }

    private void askOne(Gate gate, SystemUnderTest system, GateItem item, int repeat, Semaphore places) {
        try {
            answers.put(gate, asker.ask(gate, system, item, repeat));
        } catch (RuntimeException e) {
            // Not stored: the item counts as one without an answer, or is asked again when the run goes on.
            log.atWarn().setCause(e).addKeyValue("gate", gate.id()).log("Answer was lost");
        } finally {
            places.release();
        }
    }

    private static String key(Side side, int item, int repeat) {
        return side + "/" + item + "/" + repeat;
    }
}
