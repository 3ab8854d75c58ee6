package io.plumbline.monitoring.remedy;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.clients.governance.ApprovalRequirement.Detail;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.remedy.RemedyStore.Approvable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClientException;

/// Requests one approval in governance-service for each plan of a remedy, and follows it. The person who stored the
/// plan cannot approve it. A plan that was replaced or removed and is stored again needs another approval. Any replica
/// does this, one at a time for a remedy.
@Component
class RemedyApprovals {

    private static final Logger log = LoggerFactory.getLogger(RemedyApprovals.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /// A run reads the approval itself, so a revocation is effective at once.
    private static final Duration PAUSE_WHEN_APPROVED = Duration.ofSeconds(30);
    private static final int WEEK_SECONDS = 604_800;

    private final RemedyStore store;
    private final GovernanceClient governance;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final ReentrantLock running = new ReentrantLock();

    RemedyApprovals(RemedyStore store, GovernanceClient governance, TransactionTemplate transactions, Clock clock) {
        this.store = store;
        this.governance = governance;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedRateString = "PT1S")
    void run() {
        if (!running.tryLock()) {
            return;
        }
        try {
            Tenancy.asWorker(this::followAll);
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Approvals of remedies wait");
        } finally {
            running.unlock();
        }
    }

    private void followAll() {
        if (!store.hasWork()) {
            return;
        }
        Instant now = clock.instant();
        Optional<Approvable> due = store.due(now, now.plus(PAUSE), now.plus(PAUSE_WHEN_APPROVED));
        while (due.isPresent()) {
            follow(due.get());
            due = store.due(now, now.plus(PAUSE), now.plus(PAUSE_WHEN_APPROVED));
        }
    }

    private void follow(Approvable remedy) {
        try {
            Approval approval = current(remedy);
            transactions.executeWithoutResult(_ -> store.note(remedy, approval, clock.instant()));
        } catch (ProblemException | RestClientException e) {
            log.atWarn()
                    .addKeyValue("remedy", remedy.name())
                    .addKeyValue("reason", e.getMessage())
                    .log("Governance does not answer about the approval of a remedy");
        }
    }

    /// Returns the approval as it is now, requested if it was not.
    ///
    /// @throws ProblemException 503 if governance-service is unavailable
    Approval current(Approvable remedy) {
        UUID id = remedy.approval().id();
        Approval approval = id == null ? governance.requireApproval(requirement(remedy)) : governance.approval(id);
        if (!approval.team().equals(remedy.team())) {
            throw new IllegalStateException("governance answered with an approval of another team");
        }
        return approval;
    }

    private static ApprovalRequirement requirement(Approvable remedy) {
        RemedyPlan plan = remedy.plan();
        RemedyPlan.Limits limits = plan.limits();
        return new ApprovalRequirement(
                remedy.team(),
                "monitoring.remedy.enable",
                "remedy",
                remedy.name() + " " + remedy.digest(),
                remedy.requestedBy(),
                1,
                "Let the remedy %s act on alerts.".formatted(remedy.name()),
                remedy.wantedAt(),
                new ApprovalRequirement.Terms(
                        List.of(
                                new Detail("Alerts", alerts(plan.trigger())),
                                new Detail("Action", plan.action().words()),
                                new Detail("Routes", String.join(", ", limits.routes())),
                                new Detail(
                                        "Limits",
                                        "At most %d runs in 24 hours, at least %d minutes apart. Undone after %d minutes."
                                                .formatted(
                                                        limits.perDay(),
                                                        limits.coolDownMinutes(),
                                                        limits.holdMinutes())),
                                new Detail("Dry run", plan.dryRun() ? "yes" : "no")),
                        false,
                        WEEK_SECONDS));
    }

    private static String alerts(RemedyPlan.Trigger trigger) {
        return "Source %s, name %s, rule %s, severity %s"
                .formatted(
                        trigger.source(),
                        trigger.name() == null ? "any" : trigger.name(),
                        trigger.rule() == null ? "any" : trigger.rule(),
                        trigger.severity() == null ? "any" : trigger.severity());
    }
}
