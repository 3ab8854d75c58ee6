package io.plumbline.eval.calibration;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.eval.calibration.report.CalibrationReport;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.util.Objects;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.HttpClientErrorException;

/// Requests confirmation of a calibration by a second person, through an approval in governance-service. The
/// author of the labels cannot approve it, whoever requests it. Governance-service is called between two
/// transactions, so no connection is held during the call.
final class ConfirmationService {

    private static final String ACTION = "eval.calibration.confirm";
    private static final String TYPE = "judge-calibration";

    private final CalibrationStore calibrations;
    private final ConfirmationSync decisions;
    private final GovernanceClient governance;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;

    ConfirmationService(
            CalibrationStore calibrations,
            ConfirmationSync decisions,
            GovernanceClient governance,
            AuditTrail trail,
            TransactionTemplate transactions) {
        this.calibrations = calibrations;
        this.decisions = decisions;
        this.governance = governance;
        this.trail = trail;
        this.transactions = transactions;
    }

    /// Records decisions about a team's calibrations.
    void sync(String team) {
        decisions.sync(team);
    }

    /// Requests a confirmation; does nothing if one is pending or granted.
    ///
    /// @throws ProblemException 409 `calibration-unconfirmable` if not all ratings are known to come from the
    ///     judge, the request was rejected before, or too many of the team's are pending
    void request(JudgeCalibration calibration) {
        if (calibration.confirmation().isGiven()
                || calibration.confirmation().state() == CalibrationConfirmation.State.PENDING) {
            return;
        }
        if (!calibration.isVerified() || !calibration.confirmation().isOpen()) {
            throw CalibrationProblem.CALIBRATION_UNCONFIRMABLE.because(
                    calibration.unconfirmed().orElse(""));
        }
        int pending = Objects.requireNonNull(transactions.execute(_ -> calibrations.countPending(calibration.team())));
        if (pending >= ConfirmationSync.MOST_PENDING) {
            throw CalibrationProblem.CALIBRATION_UNCONFIRMABLE.because(ConfirmationSync.MOST_PENDING
                    + " calibrations of this team await confirmation. Have some of them approved or rejected first.");
        }
        UUID approval = approval(calibration).id();
        transactions.executeWithoutResult(_ -> {
            if (calibrations.request(calibration.id(), approval)) {
                trail.append(AuditEntry.of(
                                CalibrationAction.CONFIRMATION_REQUESTED,
                                calibration.team(),
                                "calibration",
                                calibration.id().toString())
                        .with("judge", calibration.judge())
                        .with("judgedModel", calibration.judgedModel())
                        .with("author", author(calibration))
                        .with("source", calibration.origin().source().name())
                        .with("labels", String.valueOf(calibration.origin().labelsDigest()))
                        .with("approval", approval.toString()));
            }
        });
    }

    private Approval approval(JudgeCalibration calibration) {
        CalibrationReport report = calibration.report();
        String reason = "Allow gates to use the judge " + calibration.judge() + " on the answers of "
                + calibration.judgedModel() + ": calibration " + calibration.id() + " with " + report.items()
                + " labels (" + calibration.origin().source() + ", "
                + calibration.origin().labelsDigest()
                + "). Agreement with human labels: " + report.grade() + ". Compare the labels at /api/v1/judges/"
                + calibration.judge() + "/calibrations/" + calibration.id() + "/labels with the answers first.";
        ApprovalRequirement requirement = new ApprovalRequirement(
                calibration.team(),
                ACTION,
                TYPE,
                calibration.judge() + "/" + calibration.id(),
                author(calibration),
                1,
                reason,
                null,
                null);
        Approval approval;
        try {
            approval = governance.requireApproval(requirement);
        } catch (HttpClientErrorException.BadRequest e) {
            throw RequestProblem.CONFLICT.because(
                    "Governance did not open an approval for this team. Ask an administrator whether the team still"
                            + " exists.");
        }
        if (!approval.team().equals(calibration.team())) {
            throw new IllegalStateException("governance answered with an approval of another team");
        }
        return approval;
    }

    private static String author(JudgeCalibration calibration) {
        return Objects.requireNonNull(calibration.origin().author(), "a verified calibration has an author");
    }
}
