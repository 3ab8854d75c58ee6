package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.ledger.BenchmarkAction;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.eval.benchmark.result.BenchmarkResults;
import io.plumbline.eval.benchmark.result.BenchmarkResults.MetricResult;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Ends runs, each with its audit event.
final class RunLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RunLifecycle.class);
    private static final String RESOURCE = "benchmark-run";

    private final BenchmarkRunStore runs;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;

    RunLifecycle(BenchmarkRunStore runs, AuditTrail trail, TransactionTemplate transactions) {
        this.runs = runs;
        this.trail = trail;
        this.transactions = transactions;
    }

    void finish(BenchmarkRun run, BenchmarkResults results, @Nullable TrialHalt halted) {
        transactions.executeWithoutResult(_ -> {
            if (runs.finish(run.id(), null, results, halted)) {
                MetricResult main = results.main();
                trail.append(AuditEntry.of(
                                BenchmarkAction.RUN_FINISHED,
                                run.team(),
                                RESOURCE,
                                run.id().toString())
                        .with(
                                "benchmark",
                                run.subject().benchmark() + "@" + run.subject().version())
                        .with("target", run.target())
                        .with("items", results.items())
                        .withIfPresent("metric", main == null ? null : main.name())
                        .withIfPresent("value", main == null ? null : main.value())
                        .withIfPresent("halted", halted == null ? null : halted.name())
                        .inTrace(run.origin().traceId()));
            }
        });
    }

    void fail(UUID id, String reason) {
        transactions.executeWithoutResult(_ -> runs.fail(id, reason)
                .ifPresent(run -> trail.append(AuditEntry.of(
                                BenchmarkAction.RUN_FAILED, run.team(), RESOURCE, id.toString())
                        .with(
                                "benchmark",
                                run.subject().benchmark() + "@" + run.subject().version())
                        .with("reason", reason)
                        .inTrace(run.origin().traceId()))));
        log.atWarn().addKeyValue("run", id).addKeyValue("reason", reason).log("Benchmark cannot run");
    }
}
