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
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// Requests approvals from governance-service. Each response is checked against the request: the approval must be
/// of the same team and have the approvers required now.
@Component
class RequiredApprovals {

    private static final int MAX_REASON = 2_000;

    private final GovernanceClient governance;
    /// The public URL of governance-service, which is also the issuer's name.
    private final URI publicUrl;

    private final PromotionApprovals awaited;

    RequiredApprovals(GovernanceClient governance, SecurityProperties security, PromotionApprovals awaited) {
        this.governance = governance;
        this.awaited = awaited;
        this.publicUrl = security.issuer();
    }

    /// Returns the approval of a promotion, or requests one. An approval from before the version was registered
    /// or archived, or the rules were loosened, does not count. A pending approval is stored, so that the version
    /// may serve as a candidate as soon as it is approved.
    ///
    /// @throws ProblemException 409 with the approval's address if it is not approved; 503 if governance-service
    ///     is unavailable
    Approval require(Asset asset, int version, Requirement requirement, @Nullable String reason) {
        Approval approval = find(asset, version, requirement, reason);
        if (!isGranted(approval, requirement)) {
            throw refusal(approval, requirement.approvers());
        }
        return approval;
    }

    /// Requests the approval of a promotion, and returns its id, also if it is granted.
    ///
    /// @throws ProblemException 409 if it is rejected; 503 if governance-service is unavailable
    UUID request(Asset asset, int version, Requirement requirement, @Nullable String reason) {
        Approval approval = find(asset, version, requirement, reason);
        if (!isGranted(approval, requirement) && approval.state() != Approval.State.PENDING) {
            throw refusal(approval, requirement.approvers());
        }
        return approval.id();
    }

    private static boolean isGranted(Approval approval, Requirement requirement) {
        return approval.state() == Approval.State.APPROVED && approval.approved() >= requirement.approvers();
    }

    private Approval find(Asset asset, int version, Requirement requirement, @Nullable String reason) {
        Approval approval = ask(new ApprovalRequirement(
                asset.team(),
                "registry." + asset.type().noun() + ".promote",
                asset.type().versionNoun(),
                asset.name() + "@" + version,
                Author.current().id(),
                requirement.approvers(),
                description(asset, requirement, reason),
                requirement.since(),
                null));
        if (!approval.team().equals(asset.team())) {
            throw new IllegalStateException("governance answered with an approval of another team");
        }
        if (approval.state() == Approval.State.PENDING) {
            awaited.add(asset, version, approval.id());
        }
        return approval;
    }

    /// Returns what approvers see, independent of the requester's text.
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
                        "page", publicUrl.resolve("/approvals/" + approval.id()).toString(),
                        "state", approval.state()));
    }
}
