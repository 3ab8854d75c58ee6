package io.plumbline.gateway.budget;

import io.plumbline.gateway.budget.BudgetRules.Terms;
import io.plumbline.gateway.scope.CallScope;
import io.plumbline.kit.document.NamedDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A budget to create or replace.
///
/// @param team that owns it; if unset, the scope's, otherwise the platform
/// @param scope of its calls; all calls if empty
/// @param amountUsd US dollars per period: more than 0, at most 900,000, with at most ten decimal places
record BudgetRequest(
        @Pattern(regexp = CallScope.NAME) @Nullable String team,
        @NotNull @Valid CallScope scope,

        @NotNull
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax(Usd.LARGEST)
        @Digits(integer = 6, fraction = 10)
        BigDecimal amountUsd,

        @NotNull BudgetPeriod period,
        @NotNull BudgetAction action) {

    /// Returns the body that would store this budget.
    static BudgetRequest of(NamedDocument<Terms> stored) {
        Terms budget = stored.document();
        return new BudgetRequest(
                stored.team(),
                budget.scope(),
                BudgetResponse.plain(budget.amountUsd()),
                budget.period(),
                budget.action());
    }
}
