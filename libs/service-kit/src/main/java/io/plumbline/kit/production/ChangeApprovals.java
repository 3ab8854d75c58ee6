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

/// Asks governance for the approval of a production change, on behalf of the current caller. Calls another
/// service (in governance itself, opens a transaction of its own), so it must not be called in a transaction.
/// Thread-safe.
public final class ChangeApprovals {

    private static final int MAX_REASON = 2_000;
    private static final int MAX_DETAILS = 40;
    private static final int MAX_LABEL = 200;
    private static final int MAX_DETAIL = 20_000;
    private static final int WEEK_SECONDS = 604_800;

    private final Function<ApprovalRequirement, Approval> governance;
    /// Where people reach governance, which is also the issuer's name.
    private final URI publicUrl;

    public ChangeApprovals(GovernanceClient governance, URI publicUrl) {
        this(governance::requireApproval, publicUrl);
    }

    /// @param governance what finds or opens the approval: governance need not call itself
    public ChangeApprovals(Function<ApprovalRequirement, Approval> governance, URI publicUrl) {
        this.governance = governance;
        this.publicUrl = publicUrl;
    }

    /// A change that has to be approved.
    ///
    /// @param action such as `gateway.route.change`
    /// @param resourceType such as `served-configuration`
    /// @param resourceId names exactly what would be, by a digest of it, so that an approval is of nothing else
    /// @param approvers how many people, 1..5
    /// @param summary in one sentence
    /// @param changes what approvers are shown
    public record Wanted(
            String team,
            String action,
            String resourceType,
            String resourceId,
            int approvers,
            String summary,
            List<Change> changes) {}

    /// The approval of the change; opens one when there is none.
    ///
    /// @throws ProblemException 409 `approval-required` with the approval's address, or `approval-rejected`;
    ///     503 when governance is away
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
                                "state", approval.state()))
                .with("changes", described(wanted.changes()));
    }

    /// Changes as problems and events show them.
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
