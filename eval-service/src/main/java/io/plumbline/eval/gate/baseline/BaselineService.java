package io.plumbline.eval.gate.baseline;

import io.plumbline.audit.UuidV7;
import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.eval.gate.baseline.BaselineApproval.State;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.eval.suite.SuiteView;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.HttpClientErrorException;

/// Handles requests for baselines. A version becomes a baseline through a passed gate and the approval of a
/// person other than the requester. Governance-service is called between two transactions, so no connection is
/// held during the call.
final class BaselineService {

    private static final String ACTION = "eval.baseline.bless";
    private static final String TYPE = "suite-baseline";
    private static final int MAX_REASON = 2_000;
    /// Per suite, because each read of its baselines asks governance-service about every pending one.
    private static final int MOST_PENDING = 20;

    private final BaselineApprovalStore blessings;
    private final BaselineApprovalSync sync;
    private final SuiteCatalog suites;
    private final GateStore gates;
    private final GovernanceClient governance;
    private final AuditTrail trail;
    private final Surroundings surroundings;

    /// The infrastructure of the service.
    record Surroundings(TransactionTemplate transactions, UuidV7 ids, Clock clock) {}

    BaselineService(
            BaselineApprovalStore blessings,
            BaselineApprovalSync sync,
            SuiteCatalog suites,
            GateStore gates,
            GovernanceClient governance,
            AuditTrail trail,
            Surroundings surroundings) {
        this.blessings = blessings;
        this.sync = sync;
        this.suites = suites;
        this.gates = gates;
        this.governance = governance;
        this.trail = trail;
        this.surroundings = surroundings;
    }

    /// Requests the candidate of a gate as the baseline. For a gate that was requested before and not rejected,
    /// returns the existing request.
    ///
    /// @throws ProblemException 404; 409 `baseline-unfit` if the gate does not qualify, or governance-service
    ///     refuses; 409 `too-many-baselines-pending`
    BaselineApproval ask(String suiteName, UUID gateId, @Nullable String reason) {
        SuiteView suite = suite(suiteName);
        sync.sync(suite.team(), suite.name());
        Gate gate = in(() -> fit(suite, gateId));
        Optional<BaselineApproval> before = in(() -> blessings.ofGate(gateId))
                .filter(blessing -> blessing.state() == State.PENDING || blessing.state() == State.BLESSED);
        if (before.isPresent()) {
            return before.get();
        }
        if (in(() -> blessings.countPending(suite.team(), suite.name())) >= MOST_PENDING) {
            throw BaselineProblem.TOO_MANY_BASELINES_PENDING.because("No one has decided on " + MOST_PENDING
                    + " baselines of this suite yet. Have some of them approved or rejected first.");
        }
        Approval approval = approval(suite, gate, reason);
        in(() -> store(suite, gate, approval));
        sync.sync(suite.team(), suite.name());
        return in(() -> blessings.ofGate(gateId).orElseThrow());
    }

    /// Newest first.
    Page<BaselineApproval> list(String suiteName, Paging paging) {
        SuiteView suite = suites.get(suiteName);
        sync.sync(suite.team(), suite.name());
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<BaselineApproval> rows = in(() -> blessings.newest(suite.name(), before, paging.size() + 1));
        return Page.of(rows, paging, blessing -> Cursor.of(blessing.id()));
    }

    private SuiteView suite(String name) {
        SuiteView suite = suites.get(name);
        if (!Callers.current().may(Permission.SUITE_WRITE, suite.team())) {
            throw RequestProblem.NOT_FOUND.because("No suite with this name exists that you can change.");
        }
        return suite;
    }

    private Gate fit(SuiteView suite, UUID id) {
        Gate gate = gates.find(id)
                .filter(found ->
                        found.suite().equals(suite.name()) && found.team().equals(suite.team()))
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("This suite has no gate with this id."));
        if (BaselineApproval.subjectOf(gate.candidate()) == null) {
            throw BaselineProblem.BASELINE_UNFIT.because(
                    "A route cannot be a baseline. Use the model version it serves.");
        }
        if (gate.verdict() != CheckOutcome.PASS || !gate.counts() || gate.run().discarded() != null) {
            throw BaselineProblem.BASELINE_UNFIT.because(
                    "A baseline needs a gate that passed, that counts and that was not discarded.");
        }
        return gate;
    }

    private Approval approval(SuiteView suite, Gate gate, @Nullable String reason) {
        String told = "Baseline of the suite " + suite.name() + " (revision " + gate.suiteRevision() + ") from now on: "
                + gate.candidate().label() + ", which passed gate " + gate.id() + "."
                + (reason == null ? "" : " " + reason);
        ApprovalRequirement requirement = new ApprovalRequirement(
                suite.team(),
                ACTION,
                TYPE,
                suite.name() + "/" + gate.id(),
                Callers.current().id(),
                1,
                told.substring(0, Math.min(told.length(), MAX_REASON)),
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
        if (!approval.team().equals(suite.team())) {
            throw new IllegalStateException("governance answered with an approval of another team");
        }
        if (approval.state() == Approval.State.REJECTED) {
            throw BaselineProblem.BASELINE_UNFIT.because(
                    "The request was rejected. Choose another version, or ask the approvers who rejected it.");
        }
        return approval;
    }

    private boolean store(SuiteView suite, Gate gate, Approval approval) {
        BaselineApproval blessing = new BaselineApproval(
                surroundings.ids().next(),
                suite.team(),
                suite.name(),
                Objects.requireNonNull(BaselineApproval.subjectOf(gate.candidate())),
                gate.candidate(),
                gate.id(),
                Callers.current().id(),
                approval.id(),
                State.PENDING,
                List.of(),
                surroundings.clock().instant(),
                null);
        if (blessings.insert(blessing)) {
            trail.append(AuditEntry.of(BaselineAction.REQUESTED, suite.team(), "suite", suite.name())
                    .with("candidate", gate.candidate().label())
                    .with("gate", gate.id().toString())
                    .with("approval", approval.id().toString()));
        }
        return true;
    }

    private <T> T in(Supplier<T> work) {
        return Objects.requireNonNull(surroundings.transactions().execute(_ -> work.get()));
    }
}
