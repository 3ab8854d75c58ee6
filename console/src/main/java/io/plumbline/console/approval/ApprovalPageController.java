package io.plumbline.console.approval;

import io.plumbline.console.approval.ApprovalClient.Approval;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The page of an approval, on which approvers decide.
@Controller
@RequestMapping("/approvals/{id}")
class ApprovalPageController {

    private final ApprovalClient approvals;
    private final ActorNames names;

    ApprovalPageController(ApprovalClient approvals, ActorNames names) {
        this.approvals = approvals;
        this.names = names;
    }

    /// The answers of the form.
    enum Answer {
        APPROVE,
        REJECT
    }

    @GetMapping
    @RequiresPermission(Permission.APPROVAL_READ)
    String show(@PathVariable UUID id, Model model) {
        Approval approval = approvals.get(id);
        List<String> actors = Stream.concat(
                        Stream.of(approval.requestedBy()),
                        approval.decisions().stream().map(ApprovalClient.Decision::decidedBy))
                .toList();
        model.addAttribute("approval", approval);
        model.addAttribute("names", names.of(actors));
        model.addAttribute("decidable", approval.isFor(Callers.current()));
        model.addAttribute("next", nextStep(approval));
        model.addAttribute("resource", resourcePage(approval));
        return "console/approval/show";
    }

    @PostMapping("/decision")
    @RequiresPermission(Permission.APPROVAL_DECIDE)
    ModelAndView decide(
            @PathVariable UUID id,
            @RequestParam Answer decision,
            @RequestParam(required = false) @Nullable String comment) {
        return Submission.action(
                "/approvals/" + id,
                decision == Answer.APPROVE ? "You approved the request." : "You rejected the request.",
                () -> approvals.decide(
                        id,
                        new ApprovalClient.DecisionBody(
                                decision.name(), comment == null || comment.isBlank() ? null : comment)));
    }

    private static String nextStep(Approval approval) {
        return switch (approval.state()) {
            case "PENDING" -> {
                int missing = approval.approvers() - approval.approved();
                yield missing == 1 ? "One more approval is needed." : missing + " more approvals are needed.";
            }
            case "APPROVED" -> "The requester can now repeat the request. It takes effect then.";
            case "REJECTED" -> "The request cannot be repeated without a new approval.";
            case "REVOKED" -> "Everything that depended on this approval has lost it.";
            default -> "Nobody decided in time. Repeat the request to ask again.";
        };
    }

    private static @Nullable String resourcePage(Approval approval) {
        int at = approval.resourceId().indexOf('@');
        return "model-version".equals(approval.resourceType()) && at > 0
                ? "/models/" + approval.resourceId().substring(0, at)
                : null;
    }
}
