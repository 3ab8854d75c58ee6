package io.plumbline.governance.policy;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.gateway.GatewayClient.PolicyUses;
import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.GovernanceSnapshot.RevokedApproval;
import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ProductionChange;
import io.plumbline.configuration.ProductionChange.Change;
import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.ProductionChange.Outcome;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.Standing;
import io.plumbline.governance.approval.Approvals;
import io.plumbline.governance.policy.PolicyPlan.Stored;
import io.plumbline.governance.production.ChangeRulesInForce;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.production.ChangeApprovals;
import io.plumbline.kit.production.ChangeProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.SecurityProperties;
import io.plumbline.kit.sibling.Siblings;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Puts guard policies in force. A document that is looser than its predecessor and governs production routes has
/// the requirements of the table of production changes. All others are stored at once. The gateway knows which
/// routes a policy governs; if it does not answer, nothing looser is stored. It is called outside transactions,
/// so a policy that changed meanwhile is refused rather than compared again.
@Service
class PolicyChanges {

    private static final String ACTION = "governance.policy.change";
    private static final int SHOWN_ROUTES = 5;

    private final Policies policies;
    private final GatewayClient gateway;
    private final ChangeRulesInForce rules;
    private final Approvals approvals;
    private final ChangeApprovals changeApprovals;
    private final JsonMapper json;

    PolicyChanges(
            Policies policies,
            Siblings siblings,
            ChangeRulesInForce rules,
            Approvals approvals,
            SecurityProperties security,
            JsonMapper json) {
        this.policies = policies;
        this.gateway = siblings.client("gateway", GatewayClient.class);
        this.rules = rules;
        this.approvals = approvals;
        this.changeApprovals = new ChangeApprovals(approvals::require, security.issuer());
        this.json = json;
    }

    Policies.Put put(String name, PolicyRequest request, @Nullable String ifMatch, Caller by) {
        PolicyPlan plan = policies.plan(name, request, ifMatch, revoked());
        Stored inForce = plan.inForce();
        PolicyGrant grant = inForce == null || plan.looser().isEmpty() ? PolicyGrant.NONE : grant(plan, inForce);
        return policies.put(plan, grant, by);
    }

    /// Returns the revoked approvals of all teams: a shared policy may depend on an approval that the caller
    /// cannot see.
    private Set<UUID> revoked() {
        return Tenancy.callAsPlatform(() -> approvals.revokedAfter(0)).stream()
                .map(RevokedApproval::id)
                .collect(Collectors.toSet());
    }

    /// Returns the approval of a looser document.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException if it is missing, or the change is refused
    private PolicyGrant grant(PolicyPlan plan, Stored inForce) {
        PolicyUses uses = uses(inForce.name());
        if (uses.routes().isEmpty() && uses.riskTier() == null) {
            return PolicyGrant.NONE;
        }
        RiskTier tier = uses.riskTier() == null ? RiskTier.HIGH : uses.riskTier();
        Decision decision = new ProductionChange(rules.rules(), tier, Standing.NONE)
                .decide(ChangeKind.POLICY_LOOSER, "/policies/" + plan.name(), inForce.label(), plan.name());
        List<Change> changes = changes(plan, inForce, decision);
        if (decision.outcome() == Outcome.REFUSED) {
            throw ChangeProblem.PRODUCTION_CHANGE_REFUSED
                    .because("This installation does not allow a looser guard policy on production routes.")
                    .with("changes", ChangeApprovals.described(changes));
        }
        if (decision.outcome() == Outcome.ALLOWED) {
            return PolicyGrant.NONE;
        }
        Approval approval = changeApprovals.require(new ChangeApprovals.Wanted(
                plan.team().equals(Caller.EVERY_TEAM) ? Caller.PLATFORM_TEAM : plan.team(),
                ACTION,
                "guard-policy",
                plan.name() + "@" + ServedConfiguration.digestOf(plan.document()),
                decision.approvers(),
                summary(plan, inForce, uses),
                changes));
        return new PolicyGrant(approval.approved(), approval.id());
    }

    private PolicyUses uses(String policy) {
        try {
            return gateway.policyUses(policy);
        } catch (RestClientException e) {
            throw RequestProblem.SIBLING_UNAVAILABLE.because(
                    "This document is looser, and gateway-service did not return the production routes that it would"
                            + " govern. Try again in a moment.",
                    e);
        }
    }

    private List<Change> changes(PolicyPlan plan, Stored inForce, Decision decision) {
        JsonNode before = json.valueToTree(inForce.document());
        JsonNode after = json.valueToTree(plan.document());
        return plan.looser().stream()
                .map(pointer -> new Change(
                        ChangeKind.POLICY_LOOSER,
                        pointer,
                        shown(before.at(pointer)),
                        shown(after.at(pointer)),
                        false,
                        decision.approvers()))
                .toList();
    }

    private static @Nullable String shown(JsonNode value) {
        return value.isMissingNode() ? null : value.toString();
    }

    private static String summary(PolicyPlan plan, Stored inForce, PolicyUses uses) {
        int more = uses.routes().size() - SHOWN_ROUTES;
        return "The guard policy %s is looser than %s, which governs production: %s%s"
                .formatted(
                        plan.name(),
                        inForce.label(),
                        String.join(
                                ", ", uses.routes().stream().limit(SHOWN_ROUTES).toList()),
                        more > 0 ? " and " + more + " more" : "");
    }
}
