package io.plumbline.governance.approval;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/approvals")
class ApprovalController {

    private final Approvals approvals;

    ApprovalController(Approvals approvals) {
        this.approvals = approvals;
    }

    /// Requests an approval, even if one was rejected before.
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.APPROVAL_REQUEST)
    ResponseEntity<ApprovalView> create(@Valid @RequestBody ApprovalRequests.NewApproval request) {
        Caller caller = Callers.current();
        ApprovalSubject subject = new ApprovalSubject(
                caller.teamFor(Permission.APPROVAL_REQUEST, request.team()),
                request.action(),
                request.resourceType(),
                request.resourceId());
        int approvers = request.approvers() == null ? 1 : request.approvers();
        ApprovalView approval = approvals.request(subject, caller.id(), approvers, request.reason());
        return ResponseEntity.created(URI.create(approval.href())).body(approval);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.APPROVAL_READ)
    ApprovalView get(@PathVariable UUID id) {
        return approvals.get(id, Callers.current());
    }

    /// Lists approvals, newest first.
    @GetMapping
    @RequiresPermission(Permission.APPROVAL_READ)
    Page<ApprovalView> list(
            @Valid @ParameterObject ApprovalRequests.ApprovalQuery query, @Valid @ParameterObject Paging paging) {
        return approvals.list(query, paging, Callers.current());
    }

    @PostMapping("/{id}/decision")
    @RequiresPermission(Permission.APPROVAL_DECIDE)
    ApprovalView decide(@PathVariable UUID id, @Valid @RequestBody ApprovalRequests.NewDecision decision) {
        return approvals.decide(id, decision, Callers.current());
    }

    /// Revokes a granted approval. Everything that depends on it loses it.
    @PostMapping("/{id}/revoke")
    @RequiresPermission(Permission.APPROVAL_DECIDE)
    ApprovalView revokeApproval(@PathVariable UUID id, @Valid @RequestBody ApprovalRequests.NewRevocation revocation) {
        return approvals.revoke(id, revocation, Callers.current());
    }
}
