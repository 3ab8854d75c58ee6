package io.plumbline.console.cost;

import io.plumbline.console.api.Parts;
import io.plumbline.console.budget.BudgetClient;
import io.plumbline.console.budget.BudgetClient.Budget;
import io.plumbline.console.cost.CostClient.Cost;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/// Why the cost of a period differs from that of the period before, what is left of budgets, and what the month will
/// cost.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Cost changes",
        path = "/costs",
        permission = Permission.USAGE_READ,
        order = 62,
        docs = "guides/costs.md")
class CostPages {

    private static final int MOST_BUDGETS = 200;
    private static final int SHOWN_BUDGETS = 10;

    private final CostClient costs;
    private final BudgetClient budgets;
    private final ActorNames names;
    private final Parts parts;
    private final Clock clock;

    CostPages(CostClient costs, BudgetClient budgets, ActorNames names, Parts parts, Clock clock) {
        this.costs = costs;
        this.budgets = budgets;
        this.names = names;
        this.parts = parts;
        this.clock = clock;
    }

    @GetMapping("/costs")
    @RequiresPermission(Permission.USAGE_READ)
    String show(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String route) {
        String only = route == null || route.isBlank() ? null : route.strip();
        var budgeting = parts.load(() -> fullest(scope));
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
        model.addAttribute("budgets", budgeting.get());
        return "console/cost/show";
    }

    /// Returns the budgets of the scope of which the largest share is spent. Those of each user have no sum.
    private List<Budget> fullest(Scope scope) {
        return budgets.budgets(MOST_BUDGETS).items().stream()
                .filter(budget -> Caller.EVERY_TEAM.equals(budget.team()) || scope.includes(budget.team()))
                .filter(budget -> !budget.isForEachUser())
                .sorted(Comparator.comparing(Budget::share).reversed())
                .limit(SHOWN_BUDGETS)
                .toList();
    }
}
