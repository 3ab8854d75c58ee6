package io.plumbline.console.cost;

import io.plumbline.console.api.Parts;
import io.plumbline.console.cost.CostClient.Cost;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/// Why the cost of a period differs from that of the period before, and what the month will cost.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Cost changes",
        path = "/costs",
        permission = Permission.USAGE_READ,
        order = 62,
        docs = "guides/costs.md")
class CostPages {

    private final CostClient costs;
    private final ActorNames names;
    private final Parts parts;
    private final Clock clock;

    CostPages(CostClient costs, ActorNames names, Parts parts, Clock clock) {
        this.costs = costs;
        this.names = names;
        this.parts = parts;
        this.clock = clock;
    }

    @GetMapping("/costs")
    @RequiresPermission(Permission.USAGE_READ)
    String show(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String route) {
        String only = route == null || route.isBlank() ? null : route.strip();
        var forecasting = parts.load(() -> costs.forecasts(scope.team()));
        Instant to = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        Cost cost = costs.cost(scope.team(), only, to.minus(scope.range().length()), to);
        model.addAttribute("cost", cost);
        model.addAttribute(
                "names",
                names.of(cost.storms().stream()
                        .map(CostClient.Storm::caller)
                        .filter(caller -> !caller.isEmpty())
                        .toList()));
        model.addAttribute("route", only);
        model.addAttribute("forecasts", forecasting.get());
        return "console/cost/show";
    }
}
