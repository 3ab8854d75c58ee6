package io.plumbline.kit.production;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.configuration.ProductionChange.Change;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.HttpClientErrorException;

/// Requests governance approval for a production change on behalf of the current caller. It calls another service
/// (in governance-service itself, it opens its own transaction), so never call it inside a transaction.
/// Thread-safe.
public final class ChangeApprovals {

    private static final int MAX_REASON = 2_000;
    private static final int MAX_DETAILS = 40;
    private static final int MAX_LABEL = 200;
    private static final int MAX_DETAIL = 20_000;
    private static final int WEEK_SECONDS = 604_800;

    private final Function<ApprovalRequirement, Approval> governance;
    /// The public URL of governance-service, which is also the issuer's name.
    private final URI publicUrl;

    public ChangeApprovals(GovernanceClient governance, URI publicUrl) {
        this(governance::requireApproval, publicUrl);
    }

    /// @param governance finds or creates the approval; governance-service passes a local function
    public ChangeApprovals(Function<ApprovalRequirement, Approval> governance, URI publicUrl) {
        this.governance = governance;
        this.publicUrl = publicUrl;
    }

    /// A change that requires approval.
    ///
    /// @param action for example `gateway.route.change`
    /// @param resourceType for example `served-configuration`
    /// @param resourceId identifies the exact result by its digest, so the approval covers nothing else
    /// @param approvers number of approvers, 1..5
    /// @param summary one sentence
    /// @param changes the changes shown to approvers
    public record Wanted(
            String team,
            String action,
            String resourceType,
            String resourceId,
            int approvers,
            String summary,
            List<Change> changes) {}

    /// Returns the granted approval, or creates a pending one.
    ///
    /// @throws ProblemException 409 `approval-required` with the address of the approval, or `approval-rejected`;
    ///     503 if governance-service is unavailable
    public Approval require(Wanted wanted) {
        Approval approval = ask(wanted);
        if (!approval.team().equals(wanted.team())) {
            throw new IllegalStateException("governance answered with an approval of another team");
        }
        if (approval.state() != Approval.State.APPROVED || approval.approved() < wanted.approvers()) {
            throw refusal(approval, wanted);
        }
        return approval;
    }

    private Approval ask(Wanted wanted) {
        List<ApprovalRequirement.Detail> details = wanted.changes().stream()
                .limit(MAX_DETAILS)
                .map(change -> new ApprovalRequirement.Detail(
                        cut(change.kind().meaning() + " (" + change.place() + ")", MAX_LABEL),
                        cut(shown(change.before()) + " → " + shown(change.after()), MAX_DETAIL)))
                .toList();
        try {
            return governance.apply(new ApprovalRequirement(
                    wanted.team(),
                    wanted.action(),
                    wanted.resourceType(),
                    wanted.resourceId(),
                    Callers.current().id(),
                    wanted.approvers(),
                    cut(wanted.summary(), MAX_REASON),
                    null,
                    new ApprovalRequirement.Terms(details, false, WEEK_SECONDS)));
        } catch (HttpClientErrorException.BadRequest e) {
            throw RequestProblem.CONFLICT.because(
                    "Governance did not open an approval for this team. Ask an administrator whether the team still"
                            + " exists.");
        }
    }

    private ProblemException refusal(Approval approval, Wanted wanted) {
        ProblemException problem = approval.state() == Approval.State.REJECTED
                ? ChangeProblem.APPROVAL_REJECTED.because(
                        "The approval was rejected. Make a change that meets the objection, or ask the approvers.")
                : ChangeProblem.APPROVAL_REQUIRED.because(
                        "%d of %d other people have approved this production change. Repeat the call when all have."
                                .formatted(approval.approved(), wanted.approvers()));
        return problem.with(
                        "approval",
                        Map.of(
                                "id", approval.id(),
                                "href", publicUrl.resolve(approval.href()).toString(),
                                "page",
                                        publicUrl
                                                .resolve("/approvals/" + approval.id())
                                                .toString(),
                                "state", approval.state()))
                .with("changes", described(wanted.changes()));
    }

    /// Formats changes for problems and events.
    public static List<Map<String, Object>> described(List<Change> changes) {
        return changes.stream()
                .limit(MAX_DETAILS)
                .map(change -> Map.<String, Object>of(
                        "kind",
                        change.kind().name(),
                        "place",
                        change.place(),
                        "before",
                        change.before() == null ? "" : change.before(),
                        "after",
                        change.after() == null ? "" : change.after()))
                .toList();
    }

    private static String shown(@Nullable String value) {
        return value == null ? "none" : value;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
