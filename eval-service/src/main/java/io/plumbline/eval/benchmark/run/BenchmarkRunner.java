package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.PinnedJudge;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.eval.benchmark.ledger.BenchmarkStore;
import io.plumbline.eval.benchmark.ledger.RunAnswer;
import io.plumbline.eval.benchmark.ledger.RunAnswerStore;
import io.plumbline.eval.benchmark.ledger.RunHalt;
import io.plumbline.eval.benchmark.ledger.RunStatus;
import io.plumbline.eval.benchmark.ledger.RunUnit;
import io.plumbline.eval.benchmark.result.BenchmarkResults;
import io.plumbline.eval.benchmark.scoring.ResultCalculator;
import io.plumbline.eval.benchmark.task.BenchmarkTasks;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs a benchmark on one replica: makes the calls, stores each outcome as it arrives, and computes the results. A run
/// that is interrupted resumes with what has no outcome. A cancelled run stops within half a second, and keeps what it
/// has measured.
final class BenchmarkRunner {

    private static final Duration PATIENCE = Duration.ofMillis(250);
    /// The replica's threads belong to gates, too.
    private static final int AT_ONCE = 3;

    private final BenchmarkRunStore runs;
    private final RunAnswerStore answers;
    private final BenchmarkStore benchmarks;
    private final RunLifecycle lifecycle;
    private final BenchmarkTasks tasks;
    private final ChatCalls calls;
    private final RunJudge judge;
    private final Semaphore room = new Semaphore(AT_ONCE);

    BenchmarkRunner(
            BenchmarkRunStore runs,
            RunAnswerStore answers,
            BenchmarkStore benchmarks,
            RunLifecycle lifecycle,
            BenchmarkTasks tasks,
            ChatCalls calls,
            RunJudge judge) {
        this.runs = runs;
        this.answers = answers;
        this.benchmarks = benchmarks;
        this.lifecycle = lifecycle;
        this.tasks = tasks;
        this.calls = calls;
        this.judge = judge;
    }

    /// Runs a benchmark to its end.
    ///
    /// @param leaving whether this replica is about to stop
    /// @return false if it has to be continued: this replica has no room, or is about to stop
    boolean run(UUID id, BooleanSupplier leaving) {
        if (!room.tryAcquire()) {
            return false;
        }
        try {
            return Tenancy.asWorker(() -> attempt(id, leaving));
        } finally {
            room.release();
        }
    }

    private boolean attempt(UUID id, BooleanSupplier leaving) {
        boolean over = true;
        try {
            over = !runs.begin(id) || run(runs.find(id).orElseThrow(), leaving);
        } catch (UnrunnableRunException | ProblemException e) {
            // A problem is that of the sandbox, which is not available on this machine.
            lifecycle.fail(id, String.valueOf(e.getMessage()));
        }
        if (over) {
            runs.find(id).filter(BenchmarkRunner::isCancelledUnmeasured).ifPresent(this::keep);
        }
        return over;
    }

    private static boolean isCancelledUnmeasured(BenchmarkRun run) {
        return run.status() == RunStatus.CANCELLED
                && run.state().results() == null
                && run.progress().answered() > 0;
    }

    private void keep(BenchmarkRun run) {
        List<BenchmarkItem> items = items(run);
        runs.keep(run.id(), measured(run, items, plan(run, items)));
    }

    private List<BenchmarkItem> items(BenchmarkRun run) {
        return benchmarks.items(run.subject().benchmark(), run.subject().version());
    }

    private static RunPlan plan(BenchmarkRun run, List<BenchmarkItem> items) {
        return new RunPlan(run.subject().format(), run.request(), items);
    }

    private BenchmarkResults measured(BenchmarkRun run, List<BenchmarkItem> items, RunPlan plan) {
        List<RunAnswer> scores = answers.scores(run.id());
        BenchmarkResults results =
                new ResultCalculator(run.subject().format(), run.request(), items, plan.shots()).results(scores);
        PinnedJudge pinned = run.judge();
        return pinned == null
                ? results
                : results.withJudge(RunJudge.result(pinned, scores, judge.calibration(run, pinned)));
    }

    private boolean run(BenchmarkRun run, BooleanSupplier leaving) {
        List<BenchmarkItem> items = items(run);
        if (items.isEmpty()) {
            throw new UnrunnableRunException("The data of the benchmark no longer exist.");
        }
        RunPlan plan = plan(run, items);
        runs.planned(run.id(), plan.units().size());
        Set<Integer> answered = answers.answered(run.id());
        List<RunUnit> work = plan.units().stream()
                .filter(unit -> !answered.contains(unit.number()))
                .toList();
        ServedWatch watch = new ServedWatch(run.state().served());
        JudgeSetting judging = judge.setting(run).orElse(null);
        UnitRun.Classing classing =
                judging == null ? null : (item, byRules, text) -> judge.classed(judging, item, byRules, text);
        UnitRun units = new UnitRun(run, plan, tasks.of(run.subject().format()), calls, watch, classing);
        RunSpending spending = new RunSpending(run, 1 + (judging == null ? 0 : RunJudge.mostCalls(judging)));
        try (RunCrew crew = new RunCrew(units, spending, work, !answered.isEmpty())) {
            crew.start(Math.min(run.request().budgetOrDefault().concurrencyOrDefault(), work.size()));
            if (!follow(run, crew, leaving)) {
                return runs.status(run.id()).map(RunStatus::isFinal).orElse(true);
            }
            crew.check();
            Optional<RunHalt> halted = crew.halted();
            if (!crew.hasAnswered()
                    && halted.filter(halt -> halt != RunHalt.OUTAGE).isEmpty()) {
                throw new UnrunnableRunException(silence(run, crew.lastError()));
            }
            watch.first().ifPresent(digest -> runs.served(run.id(), digest));
            lifecycle.finish(run, measured(run, items, plan), halted.orElse(null));
            return true;
        }
    }

    private static String silence(BenchmarkRun run, String error) {
        return run.judge() != null && error.startsWith(RunJudge.FAILED)
                ? "The judge " + run.judge().name() + " classes no answer: " + error.substring(RunJudge.FAILED.length())
                        + "."
                : "The target " + run.target() + " does not answer: " + error + ".";
    }

    /// Stores outcomes until nothing more comes; returns false if the run has ended, or this replica stops. Failures
    /// before the first answer are stored after it: without one, the run fails and can be repeated.
    private boolean follow(BenchmarkRun run, RunCrew crew, BooleanSupplier leaving) {
        List<RunAnswer> taken = new ArrayList<>();
        while (!crew.isDone()) {
            taken.addAll(take(crew));
            boolean open;
            if (taken.isEmpty() || !crew.hasAnswered()) {
                open = runs.status(run.id()).filter(status -> !status.isFinal()).isPresent();
            } else {
                open = answers.put(run, taken);
                taken.clear();
            }
            if (!open || leaving.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return taken.isEmpty() || !crew.hasAnswered() || answers.put(run, taken);
    }

    private static List<RunAnswer> take(RunCrew crew) {
        try {
            return crew.take(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /// Abandons a run that failed repeatedly.
    void giveUp(UUID id) {
        Tenancy.asWorker(() -> lifecycle.fail(
                id, "The run could not be carried out, however often it was tried. See the log of eval-service."));
    }

    /// Remembers the configuration that served the first call. Another one ends the run: its results would be those of
    /// two systems.
    private static final class ServedWatch implements Consumer<String> {

        private final AtomicReference<@Nullable String> first;

        private ServedWatch(@Nullable String known) {
            this.first = new AtomicReference<>(known);
        }

        @Override
        public void accept(String digest) {
            first.compareAndSet(null, digest);
            if (!digest.equals(first.get())) {
                throw new UnrunnableRunException(
                        "The served configuration of the target changed during the run. Start it again.");
            }
        }

        private Optional<String> first() {
            return Optional.ofNullable(first.get());
        }
    }
}
