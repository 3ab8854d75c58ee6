package io.plumbline.governance.approval;

import io.plumbline.clients.governance.Approval;
import io.plumbline.governance.key.ActorNames;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@RequestMapping("/approvals")
class ApprovalPages {

    private final Approvals approvals;
    private final ActorNames names;

    ApprovalPages(Approvals approvals, ActorNames names) {
        this.approvals = approvals;
        this.names = names;
    }

    @GetMapping
    @RequiresPermission(Permission.APPROVAL_READ)
    String list(@RequestParam(required = false) Approval.@Nullable State state, @Valid Paging paging, Model model) {
        Page<ApprovalRow> page = approvals.rows(state, paging, Callers.current());
        Set<String> actors = new HashSet<>();
        page.items().forEach(row -> {
            actors.add(row.approval().requestedBy());
            row.approval().decisions().forEach(decision -> actors.add(decision.decidedBy()));
            if (row.approval().revocation() != null) {
                actors.add(row.approval().revocation().revokedBy());
            }
        });
        model.addAttribute("page", page);
        model.addAttribute("names", names.of(actors));
        model.addAttribute("state", state);
        model.addAttribute("states", Approval.State.values());
        return "governance/approvals";
    }

    @PostMapping("/{id}/revoke")
    @RequiresPermission(Permission.APPROVAL_DECIDE)
    String revoke(
            @PathVariable UUID id,
            @RequestParam(required = false) @Size(max = ApprovalRequests.MAX_TEXT) @Nullable String comment,
            RedirectAttributes redirect) {
        if (comment == null || comment.isBlank()) {
            redirect.addFlashAttribute("decided", "Nothing has been revoked. Give your reason in the comment.");
            return "redirect:/approvals";
        }
        ApprovalView revoked =
                approvals.revoke(id, new ApprovalRequests.NewRevocation(comment.strip()), Callers.current());
        redirect.addFlashAttribute("decided", "The approval of " + revoked.resourceId() + " is revoked.");
        return "redirect:/approvals";
    }

    @PostMapping("/{id}/decision")
    @RequiresPermission(Permission.APPROVAL_DECIDE)
    String decide(
            @PathVariable UUID id,
            @RequestParam ApprovalDecision decision,
            @RequestParam(required = false) @Size(max = ApprovalRequests.MAX_TEXT) @Nullable String comment,
            RedirectAttributes redirect) {
        String said = comment == null || comment.isBlank() ? null : comment.strip();
        if (decision == ApprovalDecision.REJECT && said == null) {
            redirect.addFlashAttribute(
                    "decided", "Nothing has been decided. Give your reason for rejecting in the comment.");
            return "redirect:/approvals";
        }
        ApprovalView decided =
                approvals.decide(id, new ApprovalRequests.NewDecision(decision, said), Callers.current());
        redirect.addFlashAttribute(
                "decided",
                "Your decision on " + decided.resourceId() + " is recorded. The approval is " + decided.state()
                        + " now.");
        return "redirect:/approvals";
    }
}
