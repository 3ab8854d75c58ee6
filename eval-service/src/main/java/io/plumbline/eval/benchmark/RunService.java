package io.plumbline.eval.benchmark;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.benchmark.ledger.Benchmark;
import io.plumbline.eval.benchmark.ledger.Benchmark.BenchmarkVersion;
import io.plumbline.eval.benchmark.ledger.BenchmarkAction;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.PinnedJudge;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.eval.benchmark.ledger.RunRequest;
import io.plumbline.eval.benchmark.ledger.RunRequest.RunSettings;
import io.plumbline.eval.benchmark.task.BenchmarkTasks;
import io.plumbline.eval.trial.TrialQueue;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Starts and cancels runs of benchmarks.
final class RunService {

    private static final int MOST_UNENDED = 20;
    private static final String RESOURCE = "benchmark-run";

    private final BenchmarkCatalog catalog;
    private final BenchmarkRunStore runs;
    private final RunCheck check;
    private final TrialQueue queue;
    private final AuditTrail trail;
    private final Storing storing;

    /// What every change needs.
    record Storing(TransactionTemplate transactions, UuidV7 ids) {}

    RunService(
            BenchmarkCatalog catalog,
            BenchmarkRunStore runs,
            RunCheck check,
            TrialQueue queue,
            AuditTrail trail,
            Storing storing) {
        this.catalog = catalog;
        this.runs = runs;
        this.check = check;
        this.queue = queue;
        this.trail = trail;
        this.storing = storing;
    }

    /// Starts a run. It is queued after the transaction commits; an earlier runner would not find it.
    ///
    /// @throws ProblemException 400 if it cannot run; 404 if there is no such benchmark; 429 if the team has
    ///     too many unfinished runs; 503 if it needs the sandbox and there is none
    BenchmarkRun open(String name, RunRequest request) {
        Benchmark benchmark = catalog.get(name);
        String team = Callers.current().teamFor(Permission.GATE_RUN, benchmark.team());
        if (benchmark.newest() == 0) {
            throw BenchmarkProblem.BENCHMARK_RUN_INVALID.because(
                    "The benchmark has no data. Upload its files to /api/v1/benchmarks/" + name + "/versions.");
        }
        BenchmarkVersion version =
                catalog.version(name, request.version() == null ? benchmark.newest() : request.version());
        PinnedJudge judge = check.check(team, version.format(), request);
        RunRequest pinned = request.onVersion(version.version());
        BenchmarkRun.RunSubject subject =
                new BenchmarkRun.RunSubject(name, version.version(), version.digest(), version.format());
        UUID id = storing.ids().next();
        return Objects.requireNonNull(storing.transactions().execute(_ -> {
            if (runs.unendedOf(team) >= MOST_UNENDED) {
                throw BenchmarkProblem.TOO_MANY_BENCHMARK_RUNS.because(
                        "A team has at most " + MOST_UNENDED + " unfinished runs. Wait, or cancel some.");
            }
            runs.insert(
                    id,
                    team,
                    subject,
                    pinned,
                    new BenchmarkRunStore.PinnedSettings(settingsDigest(subject, pinned, judge), judge),
                    new BenchmarkRun.RunOrigin(Callers.current().id(), ProblemWriter.currentTraceId()));
            trail.append(AuditEntry.of(BenchmarkAction.RUN_REQUESTED, team, RESOURCE, id.toString())
                    .with("benchmark", name + "@" + version.version())
                    .with("digest", version.digest())
                    .with("target", request.target().label())
                    .withIfPresent("judge", judge == null ? null : judge.name())
                    .withIfPresent("judgeDigest", judge == null ? null : judge.digest()));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    queue.put(id);
                }
            });
            return runs.find(id).orElseThrow();
        }));
    }

    /// Everything that determines the prompts and scores.
    private static String settingsDigest(
            BenchmarkRun.RunSubject subject, RunRequest request, @Nullable PinnedJudge judge) {
        RunSettings settings = request.settingsOrDefault();
        String given = String.join(
                "\n",
                subject.format().name(),
                subject.digest(),
                BenchmarkTasks.REFERENCE + " " + BenchmarkTasks.VERSION,
                "" + settings.shotsOr(subject.format()),
                "" + settings.items(),
                "" + settings.seedOrDefault(),
                settings.scoringOrDefault().name(),
                "" + settings.samplesOrDefault(),
                "" + settings.temperatureOrDefault(),
                "" + settings.maxTokens());
        return BenchmarkCatalog.digest(
                judge == null ? given : given + "\njudge " + judge.digest() + " " + judge.served());
    }

    BenchmarkRun cancel(UUID id) {
        return Objects.requireNonNull(storing.transactions().execute(_ -> {
            BenchmarkRun run = runs.find(id)
                    .orElseThrow(
                            () -> RequestProblem.NOT_FOUND.because("No run with this id exists that you can cancel."));
            if (!runs.cancel(id)) {
                throw BenchmarkProblem.BENCHMARK_RUN_ALREADY_FINISHED.because(
                        "Only a run that is queued or running can be cancelled.");
            }
            trail.append(AuditEntry.of(BenchmarkAction.RUN_CANCELLED, run.team(), RESOURCE, id.toString()));
            return runs.find(id).orElseThrow();
        }));
    }
}
