package io.plumbline.monitoring.rollback;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RollbackController {

    private final Rollbacks rollbacks;

    RollbackController(Rollbacks rollbacks) {
        this.rollbacks = rollbacks;
    }

    /// Lists rollbacks, newest first, with reason, duration and incident.
    @GetMapping("/api/v1/rollbacks")
    @RequiresPermission(Permission.MONITOR_READ)
    Page<RollbackResponse> list(@Valid @ParameterObject Paging paging) {
        return rollbacks.list(paging).map(RollbackResponse::from);
    }
}
