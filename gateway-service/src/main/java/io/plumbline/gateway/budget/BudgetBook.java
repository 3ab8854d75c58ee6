package io.plumbline.gateway.budget;

import io.plumbline.gateway.budget.BudgetRules.Terms;
import io.plumbline.gateway.change.ConfigurationBook;
import io.plumbline.gateway.change.Followed;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.scope.ScopeIndex;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.document.NamedDocuments;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/// Holds all budgets in memory and finds those of a call.
@Component
public final class BudgetBook extends ConfigurationBook<ScopeIndex<Budget>> {

    BudgetBook(NamedDocuments<Terms> budgets, Changes changes, PlatformTransactionManager transactionManager) {
        super(new Followed<>(
                "budgets",
                ScopeIndex.of(List.<Budget>of()),
                _ -> ScopeIndex.of(budgets.all().stream().map(Terms::budget).toList()),
                changes,
                transactionManager));
    }

    /// Returns the budgets that may cover a call, by name.
    public List<Budget> covering(CallPlace call) {
        return current().covering(call);
    }

    /// Returns the amount in 10⁻¹⁰ dollars; 0 if there is no budget of that name.
    public long amountOf(String name) {
        return current().find(name).map(Budget::amount).orElse(0L);
    }
}
