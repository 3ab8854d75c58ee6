package io.plumbline.console.home;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.call.CallCharts;
import io.plumbline.console.call.CallClient;
import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.page.Scope;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.OpenToAll;
import io.plumbline.kit.security.Permission;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Home: the work that waits, and the health of production. The list renews itself while the page is open.
@Controller
class HomePages {

    private final Worklist worklist;
    private final CallClient calls;
    private final CallCharts charts;
    private final Parts parts;
    private final Clock clock;

    HomePages(Worklist worklist, CallClient calls, CallCharts charts, Parts parts, Clock clock) {
        this.worklist = worklist;
        this.calls = calls;
        this.charts = charts;
        this.parts = parts;
        this.clock = clock;
    }

    @GetMapping("/")
    @OpenToAll
    String home(Model model, @ModelAttribute("scope") Scope scope) {
        if (isOnlyAnnotator()) {
            return "redirect:/annotate";
        }
        Parts.Loading<List<TimeChart>> health = health(scope);
        add(model, scope);
        model.addAttribute("health", health.get());
        return "console/home";
    }

    /// Whether the caller has annotation tasks and nothing in the sidebar.
    private static boolean isOnlyAnnotator() {
        Caller caller = Callers.current();
        return !caller.teamsWith(Permission.PANEL_ANNOTATE).isEmpty()
                && caller.teamsWith(Permission.MODEL_READ).isEmpty()
                && caller.teamsWith(Permission.TEAM_READ).isEmpty();
    }

    @GetMapping("/worklist")
    @OpenToAll
    String worklist(Model model, @ModelAttribute("scope") Scope scope) {
        add(model, scope);
        return "console/home :: worklist";
    }

    private Parts.Loading<List<TimeChart>> health(Scope scope) {
        if (Callers.current().teamsWith(Permission.CALL_READ).isEmpty()) {
            return () -> new LoadedPart<>(null, null, true);
        }
        return parts.load(() -> charts.health(calls.timeline(CallCharts.range(scope, clock.instant()))));
    }

    private void add(Model model, Scope scope) {
        List<Worklist.Group> groups = worklist.of(scope);
        model.addAttribute("groups", groups);
        model.addAttribute(
                "waiting", groups.stream().mapToInt(Worklist.Group::size).sum());
    }
}
