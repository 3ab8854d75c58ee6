package io.plumbline.governance.production;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// The page of the table of production changes.
@Controller
class ChangeRulesPage {

    private final ChangeRulesInForce inForce;

    ChangeRulesPage(ChangeRulesInForce inForce) {
        this.inForce = inForce;
    }

    @GetMapping("/production-changes")
    @RequiresPermission(Permission.POLICY_READ)
    String show(Model model) {
        model.addAttribute("rules", ChangeRulesResponse.from(inForce.rules()).rules());
        return "governance/production-changes";
    }
}
