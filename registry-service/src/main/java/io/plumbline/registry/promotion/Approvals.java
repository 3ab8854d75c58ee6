package io.plumbline.registry.promotion;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.SecurityProperties;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.promotion.ProductionRule.Requirement;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// Asks governance for approvals. What governance answers is checked against what was asked: the approval has to
/// be of the same team and by as many people as are needed now.
@Component
class Approvals {

    private static final int MAX_REASON = 2_000;

    private final GovernanceClient governance;
    /// Where people reach governance, which is also the issuer's name.
    private final URI publicUrl;

    private final PromotionApprovals awaited;

    Approvals(GovernanceClient governance, SecurityProperties security, PromotionApprovals awaited) {
        this.governance = governance;
        this.awaited = awaited;
        this.publicUrl = security.issuer();
    }

    /// The approval of a promotion; opens one when there is none. One from before the version was registered or
    /// archived, or the rules were loosened, does not count. What is still to be decided is written down, so that
    /// the version may serve beside the one in production as soon as it is approved.
    ///
    /// @throws ProblemException 409 when it is not approved, with the approval's address; 503 when governance is
    ///     away
    Approval require(Asset asset, int version, Requirement requirement, @Nullable String reason) {
        Approval approval = ask(new ApprovalRequirement(
                asset.team(),
                "registry." + asset.type().noun() + ".promote",
                asset.type().versionNoun(),
                asset.name() + "@" + version,
                Author.current().id(),
                requirement.approvers(),
                description(asset, requirement, reason),
                requirement.since()));
        if (!approval.team().equals(asset.team())) {
            throw new IllegalStateException("governance answered with an approval of another team");
        }
        if (approval.state() != Approval.State.APPROVED || approval.approved() < requirement.approvers()) {
            if (approval.state() == Approval.State.PENDING) {
                awaited.add(asset, version, approval.id());
            }
            throw refusal(approval, requirement.approvers());
        }
        return approval;
    }

    /// What approvers are told, whatever the requester says.
    private static String description(Asset asset, Requirement requirement, @Nullable String reason) {
        String gates = requirement.evidence().verdicts().entrySet().stream()
                .map(gate -> gate.getKey() + revision(requirement, gate.getKey()) + " " + gate.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        StringBuilder told = new StringBuilder(
                "Document " + requirement.digest() + ". Risk tier " + asset.riskTier() + "; gates: " + gates + ".");
        requirement.loosening().ifPresent(loosening -> told.append(' ').append(loosening.notice(asset.riskTier())));
        if (reason != null) {
            told.append(' ').append(reason);
        }
        return told.length() <= MAX_REASON ? told.toString() : told.substring(0, MAX_REASON);
    }

    private static String revision(Requirement requirement, String suite) {
        Integer revision = requirement.evidence().revisions().get(suite);
        return revision == null ? "" : " (revision " + revision + ")";
    }

    private Approval ask(ApprovalRequirement requirement) {
        try {
            return governance.requireApproval(requirement);
        } catch (HttpClientErrorException.BadRequest e) {
            throw RequestProblem.CONFLICT.because(
                    "Governance did not open an approval for this team. Ask an administrator whether the team still"
                            + " exists.");
        }
    }

    private ProblemException refusal(Approval approval, int approvers) {
        ProblemException problem = approval.state() == Approval.State.REJECTED
                ? PromotionProblem.APPROVAL_REJECTED.because(
                        "The approval was rejected. Register a version that meets the objection, or ask the approvers.")
                : PromotionProblem.APPROVAL_REQUIRED.because(
                        "Other people must approve (%d of %d have). Then repeat the call."
                                .formatted(approval.approved(), approvers));
        return problem.with(
                "approval",
                Map.of(
                        "id", approval.id(),
                        "href", publicUrl.resolve(approval.href()).toString(),
                        "state", approval.state()));
    }
}
