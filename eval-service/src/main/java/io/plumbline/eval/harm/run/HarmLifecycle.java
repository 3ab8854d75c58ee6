package io.plumbline.eval.harm.run;

import io.plumbline.eval.harm.figure.HarmFigure;
import io.plumbline.eval.harm.figure.HarmLimit;
import io.plumbline.eval.harm.ledger.HarmAction;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.harm.ledger.HarmStore;
import io.plumbline.eval.harm.result.HarmResults;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Ends measurements.
final class HarmLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HarmLifecycle.class);

    private final HarmStore measurements;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;

    HarmLifecycle(HarmStore measurements, AuditTrail trail, TransactionTemplate transactions) {
        this.measurements = measurements;
        this.trail = trail;
        this.transactions = transactions;
    }

    void finish(HarmMeasurement measurement, HarmResults results, @Nullable TrialHalt halted) {
        CheckOutcome verdict = verdict(measurement, results, halted);
        transactions.executeWithoutResult(_ -> {
            if (measurements.finish(measurement.id(), verdict, results, halted)) {
                trail.append(AuditEntry.of(
                                HarmAction.FINISHED,
                                measurement.team(),
                                "harm-measurement",
                                measurement.id().toString())
                        .with("target", measurement.target())
                        .with("kind", measurement.request().kind().name())
                        .with("answers", results.counts().answers())
                        .withIfPresent("verdict", verdict == null ? null : verdict.name())
                        .withIfPresent("halted", halted == null ? null : halted.name())
                        .inTrace(measurement.requester().traceId()));
            }
        });
    }

    /// Returns the worst outcome of its limits; null without limits. One that ended early cannot pass, and neither
    /// can a limit without a figure, or with one that lacks many ratings.
    private static @Nullable CheckOutcome verdict(
            HarmMeasurement measurement, HarmResults results, @Nullable TrialHalt halted) {
        List<HarmLimit> limits = measurement.request().limitsOrNone();
        if (limits.isEmpty()) {
            return null;
        }
        CheckOutcome worst = halted == null ? CheckOutcome.PASS : CheckOutcome.INCONCLUSIVE;
        for (HarmLimit limit : limits) {
            List<HarmFigure> bounded = results.bounded(limit);
            if (bounded.isEmpty() || results.lacksRatings(limit.metric())) {
                worst = worst.and(CheckOutcome.INCONCLUSIVE);
            }
            for (HarmFigure figure : bounded) {
                worst = worst.and(limit.outcome(figure));
            }
        }
        return worst;
    }

    void fail(UUID id, String reason) {
        transactions.executeWithoutResult(_ -> measurements
                .fail(id, reason)
                .ifPresent(failed ->
                        trail.append(AuditEntry.of(HarmAction.FAILED, failed.team(), "harm-measurement", id.toString())
                                .with("reason", reason)
                                .inTrace(failed.requester().traceId()))));
        log.atWarn()
                .addKeyValue("measurement", id)
                .addKeyValue("reason", reason)
                .log("Measurement cannot run");
    }
}
