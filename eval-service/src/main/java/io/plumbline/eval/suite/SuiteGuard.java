package io.plumbline.eval.suite;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.RegistryClient.SuiteUses;
import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ChangeRules;
import io.plumbline.configuration.ProductionChange;
import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.Standing;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.production.ChangeApprovals;
import io.plumbline.kit.production.ChangeProblem;
import io.plumbline.kit.sibling.GovernanceState;
import io.plumbline.kit.sibling.SnapshotFollower;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// Decides about changes of suites with dependent versions that are in production or may return there: an easier
/// suite would bypass approval for production. Once the approval of a suite's document is revoked, no gate of that
/// revision counts, and the same document needs a new approval. Calls other services, so never call it in a
/// transaction.
@Component
class SuiteGuard {

    private static final String ACTION = "eval.suite.change";
    private static final int MOST_NAMED = 20;
    private static final SuiteUses NOWHERE = new SuiteUses(null, List.of());

    private final RegistryClient registry;
    private final SnapshotFollower<GovernanceSnapshot, GovernanceState> governance;
    private final ChangeApprovals approvals;

    SuiteGuard(
            RegistryClient registry,
            SnapshotFollower<GovernanceSnapshot, GovernanceState> governanceFollower,
            ChangeApprovals approvals) {
        this.registry = registry;
        this.governance = governanceFollower;
        this.approvals = approvals;
    }

    /// Accepts a change that does not affect production, or is approved.
    ///
    /// @throws ProblemException 409 `approval-required`, `approval-rejected` or `production-change-refused`; 503
    ///     if the registry or governance-service is unavailable
    SuiteChange.Approved require(SuiteChange change) {
        SuiteUses uses = usesOf(change);
        if (uses.versions().isEmpty()) {
            return new SuiteChange.Approved(change, null);
        }
        Decision decision = decide(change, uses);
        return switch (decision.outcome()) {
            case ALLOWED -> new SuiteChange.Approved(change, null);
            case NEEDS_APPROVAL -> new SuiteChange.Approved(change, approval(change, uses, decision));
            case NEEDS_GATE, REFUSED ->
                throw ChangeProblem.PRODUCTION_CHANGE_REFUSED
                        .because("The table of production changes does not allow this suite to change. These versions"
                                + " depend on it and are in production or may return there: " + named(uses) + ".")
                        .with("changes", ChangeApprovals.described(decision.changes()));
        };
    }

    /// Returns what [#require] would decide, without asking anyone.
    Preview preview(SuiteChange change) {
        SuiteUses uses = usesOf(change);
        Decision decision = uses.versions().isEmpty() ? Decision.NOTHING : decide(change, uses);
        return new Preview(uses.versions(), decision.outcome(), decision.approvers());
    }

    /// The consequence of a change for production.
    ///
    /// @param versions those that depend on the suite and are in production or may return there
    /// @param outcome whether the change is possible
    /// @param approvers the number of people who must approve it first
    record Preview(List<String> versions, ProductionChange.Outcome outcome, int approvers) {}

    private Decision decide(SuiteChange change, SuiteUses uses) {
        RiskTier tier = uses.riskTier() == null ? RiskTier.HIGH : uses.riskTier();
        return new ProductionChange(rules(), tier, Standing.NONE)
                .decide(ChangeKind.SUITE, "/suites/" + change.name(), change.before(), change.after());
    }

    private SuiteUses usesOf(SuiteChange change) {
        boolean nothing = change.before() == null || (change.isNone() && !isRevoked(change));
        return nothing ? NOWHERE : uses(change.name());
    }

    private boolean isRevoked(SuiteChange change) {
        GovernanceState state = governance.state();
        return state != null
                && change.approvalId() != null
                && state.revokedApprovals().containsKey(change.approvalId());
    }

    private SuiteUses uses(String suite) {
        try {
            return registry.suiteUses(suite);
        } catch (HttpClientErrorException.NotFound e) {
            throw RequestProblem.CONFLICT.because(
                    "The registry does not report which production versions depend on this suite: it has an earlier version than"
                            + " eval-service. Upgrade it first.");
        }
    }

    private ChangeRules rules() {
        GovernanceState state = governance.state();
        return state == null ? ChangeRules.STANDARD : state.changeRules();
    }

    private Approval approval(SuiteChange change, SuiteUses uses, Decision decision) {
        List<ProductionChange.Change> shown = new ArrayList<>();
        if (isRevoked(change)) {
            shown.add(new ProductionChange.Change(
                    ChangeKind.SUITE,
                    "/suites/" + change.name(),
                    change.before() + ", whose approval was revoked",
                    change.after(),
                    false,
                    decision.approvers()));
        }
        change.described()
                .forEach(told -> shown.add(new ProductionChange.Change(
                        ChangeKind.SUITE,
                        String.valueOf(told.get("pointer")),
                        String.valueOf(told.get("before")),
                        String.valueOf(told.get("after")),
                        false,
                        decision.approvers())));
        return approvals.require(new ChangeApprovals.Wanted(
                change.team(),
                ACTION,
                "suite",
                change.name() + " " + change.after(),
                decision.approvers(),
                "Change the suite " + change.name()
                        + ". These versions depend on it and are in production or may return there: " + named(uses)
                        + ".",
                shown));
    }

    private static String named(SuiteUses uses) {
        List<String> first = uses.versions().stream().limit(MOST_NAMED).toList();
        int others = uses.versions().size() - first.size();
        return String.join(", ", first) + (others == 0 ? "" : " and " + others + " more");
    }
}
