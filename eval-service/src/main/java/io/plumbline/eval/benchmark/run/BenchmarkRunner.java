package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.PinnedJudge;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.eval.benchmark.ledger.BenchmarkStore;
import io.plumbline.eval.benchmark.ledger.RunAnswer;
import io.plumbline.eval.benchmark.ledger.RunAnswerStore;
import io.plumbline.eval.benchmark.ledger.RunUnit;
import io.plumbline.eval.benchmark.result.BenchmarkResults;
import io.plumbline.eval.benchmark.scoring.ResultCalculator;
import io.plumbline.eval.benchmark.task.BenchmarkTasks;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.trial.ServedWatch;
import io.plumbline.eval.trial.Spent;
import io.plumbline.eval.trial.TrialCrew;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.eval.trial.TrialQueue;
import io.plumbline.eval.trial.TrialSpending;
import io.plumbline.eval.trial.TrialStatus;
import io.plumbline.eval.trial.UnrunnableTrialException;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// Runs a benchmark on one replica: makes the calls, stores each outcome as it arrives, and computes the results. A run
/// that is interrupted resumes with what has no outcome. A cancelled run stops within half a second, and keeps what it
/// has measured.
final class BenchmarkRunner implements TrialQueue.Runner {

    private final BenchmarkRunStore runs;
    private final RunAnswerStore answers;
    private final BenchmarkStore benchmarks;
    private final RunLifecycle lifecycle;
    private final BenchmarkTasks tasks;
    private final ChatCalls calls;
    private final RunJudge judge;

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

    @Override
    public boolean run(UUID id, BooleanSupplier leaving) {
        boolean over = true;
        try {
            over = !runs.begin(id) || run(runs.find(id).orElseThrow(), leaving);
        } catch (UnrunnableTrialException | ProblemException e) {
            // A problem is that of the sandbox, which is not available on this machine.
            lifecycle.fail(id, String.valueOf(e.getMessage()));
        }
        if (over) {
            runs.find(id).filter(BenchmarkRunner::isCancelledUnmeasured).ifPresent(this::keep);
        }
        return over;
    }

    private static boolean isCancelledUnmeasured(BenchmarkRun run) {
        return run.status() == TrialStatus.CANCELLED
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
            throw new UnrunnableTrialException("The data of the benchmark no longer exist.");
        }
        RunPlan plan = plan(run, items);
        runs.planned(run.id(), plan.units().size());
        Set<Integer> answered = answers.answered(run.id());
        List<RunUnit> work = plan.units().stream()
                .filter(unit -> !answered.contains(unit.number()))
                .toList();
        ServedWatch watch = new ServedWatch(run.state().served(), "run");
        JudgeSetting judging = judge.setting(run).orElse(null);
        UnitRun.Classing classing =
                judging == null ? null : (item, byRules, text) -> judge.classed(judging, item, byRules, text);
        UnitRun units = new UnitRun(run, plan, tasks.of(run.subject().format()), calls, watch, classing);
        TrialSpending spending = new TrialSpending(
                run.request().budgetOrDefault(),
                run.progress().calls(),
                run.progress().tokens(),
                run.progress().costUsd());
        try (TrialCrew<RunUnit, RunAnswer> crew = new TrialCrew<>(
                (unit, _) -> answer(units, unit, spending, judging != null), work, !answered.isEmpty())) {
            crew.start(run.request().budgetOrDefault().concurrencyOrDefault());
            if (!crew.follow(() -> runs.isOpen(run.id()), taken -> answers.put(run, taken), leaving)) {
                return !runs.isOpen(run.id());
            }
            Optional<TrialHalt> halted = ended(run, crew);
            watch.first().ifPresent(digest -> runs.served(run.id(), digest));
            lifecycle.finish(run, measured(run, items, plan), halted.orElse(null));
            return true;
        }
    }

    /// Names the judge if the target answers and the judge classes no answer.
    private static Optional<TrialHalt> ended(BenchmarkRun run, TrialCrew<RunUnit, RunAnswer> crew) {
        try {
            return crew.ended(run.target());
        } catch (UnrunnableTrialException e) {
            int at = e.getMessage().indexOf(RunJudge.FAILED);
            if (run.judge() == null || at < 0) {
                throw e;
            }
            throw new UnrunnableTrialException("The judge " + run.judge().name() + " classes no answer: "
                    + e.getMessage().substring(at + RunJudge.FAILED.length()));
        }
    }

    /// @param judged whether a judge's call follows, which is counted before it is made, too
    private static RunAnswer answer(UnitRun units, RunUnit unit, TrialSpending spending, boolean judged) {
        spending.begin();
        if (judged) {
            spending.begin();
        }
        RunAnswer answer = units.run(unit);
        Spent spent = answer.spent();
        spending.end(judged ? new Spent(spent.calls() - 1, spent.tokens(), spent.costUsd(), spent.latencyMs()) : spent);
        return answer;
    }

    @Override
    public void giveUp(UUID id) {
        lifecycle.fail(
                id, "The run could not be carried out, however often it was tried. See the log of eval-service.");
    }
}
