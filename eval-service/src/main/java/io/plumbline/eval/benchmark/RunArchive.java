package io.plumbline.eval.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore.RunFilter;
import io.plumbline.eval.benchmark.ledger.BenchmarkStore;
import io.plumbline.eval.benchmark.ledger.RunAnswer;
import io.plumbline.eval.benchmark.ledger.RunAnswerStore;
import io.plumbline.eval.benchmark.ledger.RunUnit.Purpose;
import io.plumbline.eval.benchmark.result.PairedChange;
import io.plumbline.eval.benchmark.scoring.ResultCalculator;
import io.plumbline.eval.benchmark.task.ItemScore;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.trial.TrialEnd;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.text.ReadableText;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads runs for callers that see their team. Texts are redacted and shortened for people.
final class RunArchive {

    private static final int MAX_TEXT = 2_000;

    private final BenchmarkRunStore runs;
    private final RunAnswerStore answers;
    private final BenchmarkStore benchmarks;
    private final Redactor redactor;
    private final TransactionTemplate transactions;
    private final TrialEnd end;

    RunArchive(
            BenchmarkRunStore runs,
            RunAnswerStore answers,
            BenchmarkStore benchmarks,
            Redactor redactor,
            TransactionTemplate transactions) {
        this.runs = runs;
        this.answers = answers;
        this.benchmarks = benchmarks;
        this.redactor = redactor;
        this.transactions = transactions;
        this.end = new TrialEnd(runs, transactions);
    }

    /// The outcome of a call, for people.
    ///
    /// @param item id of the item
    /// @param group its subject, task or category
    /// @param sample from 0
    /// @param score null if the call failed
    /// @param error null unless the call failed
    /// @param answer redacted and shortened
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AnswerView(
            String item,
            String group,
            Purpose purpose,
            int sample,
            @Nullable ItemScore score,
            @Nullable String error,
            String answer) {}

    /// A run compared with another one on the items that both scored.
    ///
    /// @param metric the compared metric
    /// @param all the change over all items; null without two shared items
    /// @param groups the changes by subject, task or category; their p-values are not corrected for their number
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunComparison(
            UUID run,
            UUID baseline,
            String metric,
            @Nullable PairedChange all,
            List<GroupChange> groups) {}

    record GroupChange(String group, PairedChange change) {}

    BenchmarkRun get(UUID id) {
        BenchmarkRun run = transactions.execute(_ -> runs.find(id).orElse(null));
        if (run == null) {
            throw RequestProblem.NOT_FOUND.because("No run with this id exists that you can access.");
        }
        return run;
    }

    /// Returns the run once it has ended, or its state after these seconds.
    BenchmarkRun await(UUID id, int seconds) {
        end.await(id, seconds);
        return get(id);
    }

    Page<BenchmarkRun> list(RunFilter filter, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<BenchmarkRun> rows =
                Objects.requireNonNull(transactions.execute(_ -> runs.newest(filter, before, paging.size() + 1)));
        return Page.of(rows, paging, run -> Cursor.of(run.id()));
    }

    Page<AnswerView> answers(UUID id, @Nullable Purpose purpose, Paging paging) {
        BenchmarkRun run = get(id);
        int after = paging.after(1).map(cursor -> cursor.integer(0)).orElse(-1);
        return Objects.requireNonNull(transactions.execute(_ -> {
            List<RunAnswer> rows = answers.answers(id, purpose, after, paging.size() + 1);
            List<BenchmarkItem> items = items(run);
            return Page.of(rows, paging, answer -> Cursor.of(answer.unit().number()))
                    .map(answer -> view(answer, items));
        }));
    }

    private List<BenchmarkItem> items(BenchmarkRun run) {
        return benchmarks.items(run.subject().benchmark(), run.subject().version());
    }

    private AnswerView view(RunAnswer answer, List<BenchmarkItem> items) {
        int number = answer.unit().item();
        BenchmarkItem item = number < items.size() ? items.get(number) : null;
        ItemScore score = answer.score();
        ItemScore shown = score == null || score.extracted() == null
                ? score
                : new ItemScore(
                        score.values(),
                        score.byProbability(),
                        ReadableText.of(redactor.redact(score.extracted()), MAX_TEXT),
                        score.note(),
                        score.parts());
        return new AnswerView(
                item == null ? "" + number : item.id(),
                item == null ? "" : item.group(),
                answer.unit().purpose(),
                answer.unit().sample(),
                shown,
                answer.error(),
                ReadableText.of(redactor.redact(answer.answer()), MAX_TEXT));
    }

    /// Compares two finished runs of the same data with the same settings.
    ///
    /// @throws ProblemException 409 if they differ in data or settings, or one has no results
    RunComparison compare(UUID id, UUID baseline) {
        BenchmarkRun run = done(id);
        BenchmarkRun before = done(baseline);
        if (!run.settingsDigest().equals(before.settingsDigest())) {
            throw BenchmarkProblem.BENCHMARK_RUNS_INCOMPARABLE.because(
                    "The runs differ in benchmark, data or settings. Repeat one with the settings of the other.");
        }
        return Objects.requireNonNull(transactions.execute(_ -> {
            List<RunAnswer> first = answers.scores(baseline);
            List<RunAnswer> second = answers.scores(id);
            ResultCalculator calculator = new ResultCalculator(run.subject().format(), run.request(), items(run), 0);
            if (!calculator.isComparable(first, second)) {
                throw BenchmarkProblem.BENCHMARK_RUNS_INCOMPARABLE.because(
                        "One run was scored by log-probabilities, the other by letters. Set scoring to GENERATIVE.");
            }
            Map<String, PairedChange> changes = calculator.compare(first, second);
            return new RunComparison(
                    id,
                    baseline,
                    run.subject().format().mainMetric(),
                    changes.get(ResultCalculator.ALL),
                    changes.entrySet().stream()
                            .filter(change -> !change.getKey().equals(ResultCalculator.ALL))
                            .map(change -> new GroupChange(change.getKey(), change.getValue()))
                            .toList());
        }));
    }

    private BenchmarkRun done(UUID id) {
        BenchmarkRun run = get(id);
        if (run.state().results() == null) {
            throw BenchmarkProblem.BENCHMARK_RUN_NOT_FINISHED.because(
                    run.status().isFinal()
                            ? "This run has no results: it was cancelled before the first answer, or could not run."
                            : "Wait for the run to end: GET it with ?wait=120.");
        }
        return run;
    }
}
