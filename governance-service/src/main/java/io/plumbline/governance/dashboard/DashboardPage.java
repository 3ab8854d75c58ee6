package io.plumbline.governance.dashboard;

import io.plumbline.governance.key.ActorNames;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class DashboardPage {

    private final Dashboards dashboards;
    private final ActorNames names;

    DashboardPage(Dashboards dashboards, ActorNames names) {
        this.dashboards = dashboards;
        this.names = names;
    }

    @GetMapping("/")
    @RequiresPermission(Permission.TEAM_READ)
    String dashboard(Model model) {
        Caller caller = Callers.current();
        boolean withEvents = caller.teamsWith(Permission.AUDIT_READ).contains(Caller.EVERY_TEAM);
        Dashboard dashboard = dashboards.now(withEvents, caller);
        model.addAttribute("dashboard", dashboard);
        model.addAttribute("withEvents", withEvents);
        model.addAttribute("names", names.inEvents(dashboard.newest()));
        return "governance/dashboard";
    }
}
