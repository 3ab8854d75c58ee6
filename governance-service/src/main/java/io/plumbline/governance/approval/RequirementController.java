package io.plumbline.governance.approval;

import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Approval requests of services on behalf of their callers. Restricted to services: anyone who could name
/// another requester could approve their own request.
@RestController
class RequirementController {

    private final Approvals approvals;

    RequirementController(Approvals approvals) {
        this.approvals = approvals;
    }

    @PostMapping("/internal/v1/approvals")
    @RequiresPermission(Permission.APPROVAL_REQUIRE)
    Approval require(@Valid @RequestBody ApprovalRequests.Requirement requirement) {
        return approvals.require(requirement).forServices();
    }
}
