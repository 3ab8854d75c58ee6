package io.plumbline.eval.gate.baseline;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalOutcome;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.eval.gate.baseline.BaselineApproval.State;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/// Records decisions of governance-service about requested baselines, whenever baselines are read or a gate
/// starts. Until then, and while governance-service is unavailable, nothing is approved. Several replicas may run
/// it concurrently. Acts as the worker role because decisions are not actions of the caller who happens to read
/// them.
final class BaselineApprovalSync {

    private static final Logger log = LoggerFactory.getLogger(BaselineApprovalSync.class);

    private final BaselineApprovalStore blessings;
    private final GovernanceClient governance;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    BaselineApprovalSync(
            BaselineApprovalStore blessings,
            GovernanceClient governance,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.blessings = blessings;
        this.governance = governance;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Asks about the pending baselines of a suite. One with an error response stays pending and does not delay
    /// others. If governance-service does not respond at all, it asks no further.
    void sync(String team, String suite) {
        Tenancy.asWorker(() -> record(team, suite));
    }

    private void record(String team, String suite) {
        List<BaselineApproval> pending =
                Objects.requireNonNull(transactions.execute(_ -> blessings.pending(team, suite)));
        try {
            for (BaselineApproval blessing : pending) {
                tryToLook(blessing);
            }
        } catch (ProblemException e) {
            log.atDebug().setCause(e).log("Cannot ask about approvals now");
        }
    }

    private void tryToLook(BaselineApproval blessing) {
        try {
            sync(blessing);
        } catch (RestClientException e) {
            log.atDebug()
                    .setCause(e)
                    .addKeyValue("approval", blessing.approval())
                    .log("Cannot ask about an approval");
        }
    }

    private void sync(BaselineApproval blessing) {
        ApprovalOutcome outcome;
        try {
            outcome = governance.approvalOutcome(blessing.approval());
        } catch (HttpClientErrorException.NotFound e) {
            decide(blessing, State.EXPIRED, List.of(), clock.instant());
            return;
        }
        if (!outcome.team().equals(blessing.team()) || outcome.state() == Approval.State.PENDING) {
            return;
        }
        switch (outcome.state()) {
            case APPROVED -> decide(blessing, State.BLESSED, deciders(outcome), decidedAt(outcome));
            case REJECTED -> decide(blessing, State.REJECTED, List.of(), decidedAt(outcome));
            default -> decide(blessing, State.EXPIRED, List.of(), outcome.expiresAt());
        }
    }

    /// Returns the time of the decision, independent of when it is seen: the latest approval determines the
    /// baseline.
    private Instant decidedAt(ApprovalOutcome outcome) {
        Instant told = outcome.decidedAt();
        return told == null ? clock.instant() : told;
    }

    private static List<String> deciders(ApprovalOutcome outcome) {
        return outcome.decisions().stream()
                .flatMap(said -> Stream.ofNullable(said.decidedBy()))
                .toList();
    }

    private void decide(BaselineApproval blessing, State state, List<String> approvedBy, Instant decidedAt) {
        transactions.executeWithoutResult(_ -> {
            if (blessings.decide(blessing.id(), state, approvedBy, decidedAt)) {
                BaselineAction action = state == State.BLESSED ? BaselineAction.BLESSED : BaselineAction.REFUSED;
                trail.append(AuditEntry.of(action, blessing.team(), "suite", blessing.suite())
                        .with("candidate", blessing.candidate().label())
                        .with("gate", blessing.gate().toString())
                        .with("state", state.name())
                        .with("approval", blessing.approval().toString())
                        .with("requestedBy", blessing.requestedBy())
                        .with("approvedBy", String.join(",", approvedBy)));
            }
        });
    }
}
