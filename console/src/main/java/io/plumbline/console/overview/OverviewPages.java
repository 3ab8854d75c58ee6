package io.plumbline.console.overview;

import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/// The first page of monitoring: all routes over the last 24 hours, those with trouble first.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Overview",
        path = "/overview",
        permission = Permission.MONITOR_READ,
        order = 5,
        docs = "guides/catch-a-regression.md")
class OverviewPages {

    private final Overview overview;

    OverviewPages(Overview overview) {
        this.overview = overview;
    }

    @GetMapping("/overview")
    @RequiresPermission(Permission.MONITOR_READ)
    String show(Model model, @ModelAttribute("scope") Scope scope) {
        Overview.State state = overview.of(scope);
        model.addAttribute("state", state);
        model.addAttribute(
                "calls", state.routes().stream().mapToLong(RouteOverview::calls).sum());
        model.addAttribute(
                "costUsd",
                state.routes().stream()
                        .mapToDouble(route -> route.costUsd() == null ? 0 : route.costUsd())
                        .sum());
        model.addAttribute(
                "alerts",
                state.otherAlerts()
                        + state.routes().stream()
                                .mapToLong(RouteOverview::alerts)
                                .sum());
        model.addAttribute(
                "rollouts",
                state.routes().stream().filter(route -> route.rollout() != null).count());
        return "console/overview/show";
    }
}
