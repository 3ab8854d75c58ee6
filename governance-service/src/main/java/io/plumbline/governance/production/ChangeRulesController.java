package io.plumbline.governance.production;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ChangeRulesController {

    private final ChangeRulesInForce inForce;

    ChangeRulesController(ChangeRulesInForce inForce) {
        this.inForce = inForce;
    }

    /// Returns the requirements of each kind of production change.
    @GetMapping("/api/v1/production-changes/rules")
    @RequiresPermission(Permission.POLICY_READ)
    ChangeRulesResponse rules() {
        return ChangeRulesResponse.from(inForce.rules());
    }
}
