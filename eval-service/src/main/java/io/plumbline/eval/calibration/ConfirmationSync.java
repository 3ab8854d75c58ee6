package io.plumbline.eval.calibration;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalOutcome;
import io.plumbline.clients.governance.GovernanceClient;
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

/// Records decisions of governance-service about calibrations, whenever one is read or a gate uses one. Until
/// then, and while governance-service is unavailable, a pending one stays unconfirmed. Several replicas may run
/// it concurrently. Holds no connection during calls. Acts as the worker role because decisions are not actions of
/// the caller who happens to read them.
final class ConfirmationSync {

    /// Per team, since each read asks governance-service about every pending one.
    static final int MOST_PENDING = 20;

    private static final Logger log = LoggerFactory.getLogger(ConfirmationSync.class);

    private final CalibrationStore calibrations;
    private final GovernanceClient governance;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ConfirmationSync(
            CalibrationStore calibrations,
            GovernanceClient governance,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.calibrations = calibrations;
        this.governance = governance;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Asks about the team's pending calibrations. If governance-service does not respond at all, it asks no
    /// further.
    void sync(String team) {
        Tenancy.asWorker(() -> record(team));
    }

    private void record(String team) {
        List<JudgeCalibration> pending =
                Objects.requireNonNull(transactions.execute(_ -> calibrations.pending(team, MOST_PENDING)));
        try {
            for (JudgeCalibration calibration : pending) {
                tryToLook(calibration);
            }
        } catch (ProblemException e) {
            log.atDebug().setCause(e).log("Cannot ask about approvals now");
        }
    }

    private void tryToLook(JudgeCalibration calibration) {
        try {
            sync(calibration);
        } catch (RestClientException e) {
            log.atDebug()
                    .setCause(e)
                    .addKeyValue("calibration", calibration.id())
                    .log("Cannot ask about an approval");
        }
    }

    private void sync(JudgeCalibration calibration) {
        ApprovalOutcome outcome;
        try {
            outcome = governance.approvalOutcome(
                    Objects.requireNonNull(calibration.confirmation().approval()));
        } catch (HttpClientErrorException.NotFound e) {
            decide(calibration, CalibrationConfirmation.State.EXPIRED, List.of(), clock.instant());
            return;
        }
        if (!outcome.team().equals(calibration.team()) || outcome.state() == Approval.State.PENDING) {
            return;
        }
        Instant said = outcome.decidedAt();
        Instant decidedAt = said == null ? clock.instant() : said;
        switch (outcome.state()) {
            case APPROVED -> decide(calibration, CalibrationConfirmation.State.CONFIRMED, deciders(outcome), decidedAt);
            case REJECTED -> decide(calibration, CalibrationConfirmation.State.REJECTED, deciders(outcome), decidedAt);
            default -> decide(calibration, CalibrationConfirmation.State.EXPIRED, List.of(), outcome.expiresAt());
        }
    }

    private static List<String> deciders(ApprovalOutcome outcome) {
        return outcome.decisions().stream()
                .flatMap(said -> Stream.ofNullable(said.decidedBy()))
                .toList();
    }

    /// A decision by the author confirms nothing, whatever governance-service accepted.
    private void decide(
            JudgeCalibration calibration,
            CalibrationConfirmation.State given,
            List<String> decidedBy,
            Instant decidedAt) {
        boolean alone = given == CalibrationConfirmation.State.CONFIRMED
                && decidedBy.stream()
                        .allMatch(by -> by.equals(calibration.origin().author()));
        CalibrationConfirmation.State state = alone ? CalibrationConfirmation.State.REJECTED : given;
        transactions.executeWithoutResult(_ -> {
            if (calibrations.decide(calibration.id(), state, decidedBy, decidedAt)) {
                boolean confirmed = state == CalibrationConfirmation.State.CONFIRMED;
                trail.append(AuditEntry.of(
                                confirmed ? CalibrationAction.CONFIRMED : CalibrationAction.REFUSED,
                                calibration.team(),
                                "calibration",
                                calibration.id().toString())
                        .with("judge", calibration.judge())
                        .with("judgedModel", calibration.judgedModel())
                        .with("state", state.name())
                        .with("author", String.valueOf(calibration.origin().author()))
                        .with("source", calibration.origin().source().name())
                        .with("labels", String.valueOf(calibration.origin().labelsDigest()))
                        .with(
                                "approval",
                                String.valueOf(calibration.confirmation().approval()))
                        .with("decidedBy", String.join(",", decidedBy)));
            }
        });
    }
}
