package io.plumbline.gateway.budget;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.gateway.budget.BudgetRules.Terms;
import io.plumbline.gateway.scope.CallScope;
import io.plumbline.kit.document.NamedDocument;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A budget in API responses.
///
/// @param team that owns it; `*` for one of the platform
/// @param balance its members are members of the budget in JSON
/// @param warnings possible mistakes in its scope; absent for none
record BudgetResponse(
        String name,
        String team,
        CallScope scope,
        BigDecimal amountUsd,
        BudgetPeriod period,
        BudgetAction action,
        @JsonUnwrapped Balance balance,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {

    /// The current period.
    ///
    /// @param spentUsd on completed calls
    /// @param reservedUsd held by replicas for current and future calls
    /// @param leftUsd neither spent nor reserved, at least 0; absent for a budget per user, unless one user is
    ///     queried
    /// @param resetsAt when the next period begins
    record Balance(
            BigDecimal spentUsd,
            BigDecimal reservedUsd,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            BigDecimal leftUsd,

            Instant resetsAt) {}

    /// @param manifold whether the entry sums up several users, each of whom has the amount
    static BudgetResponse from(
            NamedDocument<Terms> budget, LedgerEntry entry, boolean manifold, List<String> warnings, Instant now) {
        Terms terms = budget.document();
        BigDecimal left = terms.amountUsd()
                .subtract(entry.spentUsd())
                .subtract(entry.leasedUsd())
                .max(BigDecimal.ZERO);
        Balance balance = new Balance(
                plain(entry.spentUsd()),
                plain(entry.leasedUsd()),
                manifold ? null : plain(left),
                terms.period().endOf(now));
        return new BudgetResponse(
                budget.name(),
                budget.team(),
                terms.scope(),
                plain(terms.amountUsd()),
                terms.period(),
                terms.action(),
                balance,
                budget.createdAt(),
                budget.updatedAt(),
                warnings);
    }

    /// Returns the amount without trailing zeros and exponent.
    static BigDecimal plain(BigDecimal dollars) {
        BigDecimal stripped = dollars.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
