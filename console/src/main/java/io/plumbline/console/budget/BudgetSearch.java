package io.plumbline.console.budget;

import io.plumbline.console.search.SearchSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Finds budgets and rate limits by name.
@Component
class BudgetSearch implements SearchSource {

    private static final int MOST = 500;

    private final BudgetClient budgets;

    BudgetSearch(BudgetClient budgets) {
        this.budgets = budgets;
    }

    @Override
    public List<Hit> find(String text) {
        Stream<Hit> found = budgets.budgets(MOST).items().stream()
                .filter(budget -> budget.name().contains(text))
                .map(budget -> new Hit("Budget", budget.name(), "/budgets/" + budget.name(), owner(budget.team())));
        Stream<Hit> limits = budgets.limits(MOST).items().stream()
                .filter(limit -> limit.name().contains(text))
                .map(limit -> new Hit("Rate limit", limit.name(), "/limits", owner(limit.team())));
        return Stream.concat(found, limits).toList();
    }

    private static String owner(String team) {
        return "*".equals(team) ? "platform" : team;
    }
}
