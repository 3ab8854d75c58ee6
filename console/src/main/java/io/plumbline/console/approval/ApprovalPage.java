package io.plumbline.console.approval;

import io.plumbline.console.approval.ApprovalClient.Approval;
import io.plumbline.console.audit.ResourcePages;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/// The page of an approval: the difference from production, the gates, the decisions, and what happens next.
@Controller
@RequestMapping("/approvals/{id}")
class ApprovalPage {

    private static final String VIEW = "console/approval/show";

    private final ApprovalClient approvals;
    private final Dossier dossier;
    private final ActorNames names;
    private final ResourcePages pages;

    ApprovalPage(ApprovalClient approvals, Dossier dossier, ActorNames names, ResourcePages pages) {
        this.approvals = approvals;
        this.dossier = dossier;
        this.names = names;
        this.pages = pages;
    }

    /// The answers of the form.
    enum Answer {
        APPROVE,
        REJECT
    }

    @GetMapping
    @RequiresPermission(Permission.APPROVAL_READ)
    String show(@PathVariable UUID id, Model model) {
        model.addAllAttributes(modelOf(approvals.get(id), ""));
        return VIEW;
    }

    private Map<String, Object> modelOf(Approval approval, String comment) {
        List<String> actors = Stream.of(
                        Stream.of(approval.requestedBy()),
                        approval.excluded().stream(),
                        approval.decisions().stream().map(ApprovalClient.Decision::decidedBy),
                        Stream.ofNullable(approval.revocation()).map(ApprovalClient.Revocation::revokedBy))
                .flatMap(stream -> stream)
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("approval", approval);
        model.put("dossier", dossier.of(approval));
        model.put("names", names.of(actors));
        model.put("page", pages.of(approval.resourceType(), approval.resourceId()));
        model.put("comment", comment);
        model.put("gatePages", new GatePages(pages));
        model.put(
                "mayAudit", !Callers.current().teamsWith(Permission.AUDIT_READ).isEmpty());
        return model;
    }

    /// The pages of gates, for the template.
    static final class GatePages {

        private final ResourcePages pages;

        GatePages(ResourcePages pages) {
            this.pages = pages;
        }

        public @Nullable String of(UUID gate) {
            return pages.of("gate", gate.toString());
        }
    }

    @PostMapping("/decision")
    @RequiresPermission(Permission.APPROVAL_DECIDE)
    ModelAndView decide(
            @PathVariable UUID id, @RequestParam Answer decision, @RequestParam(defaultValue = "") String comment) {
        Approval approval = approvals.get(id);
        if (decision == Answer.REJECT && comment.isBlank()) {
            return Submission.again(
                    VIEW,
                    modelOf(approval, comment),
                    FormErrors.at("comment", "is required to reject: tell the requester what to change"));
        }
        return Submission.of(
                VIEW,
                modelOf(approval, comment),
                decision == Answer.APPROVE ? "You approved the request." : "You rejected the request.",
                () -> {
                    approvals.decide(
                            id,
                            new ApprovalClient.DecisionBody(
                                    decision.name(), comment.isBlank() ? null : comment.strip()));
                    return "/approvals/" + id;
                });
    }

    /// Asks before an approval is revoked.
    @GetMapping("/revoke")
    @RequiresPermission(Permission.APPROVAL_DECIDE)
    String confirmRevocation(@PathVariable UUID id, Model model) {
        Approval approval = approvals.get(id);
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Revoke the approval?",
                        approval.title() + ": everything that depends on this approval loses it at once. A version"
                                + " that is in production by it serves until its grace period ends.",
                        "/approvals/" + id + "/revoke",
                        "Revoke",
                        true,
                        "/approvals/" + id,
                        Map.of(),
                        true));
        return Confirmation.VIEW;
    }

    @PostMapping("/revoke")
    @RequiresPermission(Permission.APPROVAL_DECIDE)
    ModelAndView revoke(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason) {
        return Submission.action(
                "/approvals/" + id,
                "The approval is revoked.",
                () -> approvals.revoke(id, new ApprovalClient.RevocationBody(reason.strip())));
    }
}
