package io.plumbline.monitoring.verdict;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.projection.ProjectionLag;
import io.plumbline.monitoring.rollout.AnalysisStore;
import io.plumbline.monitoring.rollout.CanaryAnalysis;
import io.plumbline.monitoring.rollout.MetricEvidence;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Decides on running and just promoted rollouts every second. Any replica may decide, one at a time, by locking
/// the analysis. A breach is in the audit log before its verdict is posted by [VerdictPoster].
@Component
class RolloutJudge {

    /// More events than arrive in a moment: beyond that lag, the evidence is outdated.
    private static final long MOST_BEHIND = 1_000;

    private static final Logger log = LoggerFactory.getLogger(RolloutJudge.class);

    private final AnalysisStore analyses;
    private final RolloutVerdictStore verdicts;
    private final TransactionTemplate transactions;
    private final AuditTrail trail;
    private final ProjectionLag lag;
    private final Clock clock;

    RolloutJudge(
            AnalysisStore analyses,
            RolloutVerdictStore verdicts,
            TransactionTemplate transactions,
            AuditTrail trail,
            ProjectionLag lag,
            Clock clock) {
        this.analyses = analyses;
        this.verdicts = verdicts;
        this.transactions = transactions;
        this.trail = trail;
        this.lag = lag;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT0.5S")
    void run() {
        try {
            if (!verdicts.hasUndecided()) {
                return;
            }
            Tenancy.asWorker(() -> transactions.executeWithoutResult(_ -> {
                List<CanaryAnalysis> watched = analyses.watchedAndFree();
                boolean behind = !watched.isEmpty() && lag.of(CanaryAnalysis.PROJECTION) > MOST_BEHIND;
                watched.forEach(analysis -> judge(analysis, behind));
                verdicts.withdrawEnded();
            }));
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Rollouts are not judged");
        }
    }

    private void judge(CanaryAnalysis analysis, boolean behind) {
        for (MetricEvidence metric : analysis.metrics()) {
            if (metric.breach() != null && verdicts.noteBreach(analysis, metric.name())) {
                publish(analysis, metric);
            }
        }
        RolloutDecision decision = RolloutDecision.of(analysis, clock.instant());
        if (behind) {
            decision = decision.onOldEvidence();
        }
        if (decision.verdict() != VerdictKind.PROMOTE) {
            verdicts.withdrawPromotions(analysis.rolloutId());
        }
        if (decision.verdict() != VerdictKind.HOLD || decision.timeIsUp()) {
            verdicts.open(analysis, decision);
        }
    }

    private void publish(CanaryAnalysis analysis, MetricEvidence metric) {
        Map<String, Object> figures = VerdictEvidence.metric(analysis, metric);
        trail.append(AuditEntry.of(
                        BreachAction.DETECTED,
                        analysis.team(),
                        "rollout",
                        analysis.rolloutId().toString())
                .with("route", analysis.rollout().route())
                .with("model", analysis.rollout().model())
                .with("version", analysis.rollout().canary().version())
                .with("metric", metric.name())
                .with("evidence", figures));
        log.atWarn()
                .addKeyValue("rollout", analysis.rolloutId())
                .addKeyValue("metric", metric.name())
                .log("Canary is worse than allowed");
    }
}
