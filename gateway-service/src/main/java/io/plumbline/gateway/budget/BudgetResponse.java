package io.plumbline.gateway.budget;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.gateway.scope.CallScope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A budget as it may be seen.
///
/// @param team whose it is; `*` for one of the platform
/// @param spentUsd on calls of the current period that have ended
/// @param reservedUsd held by replicas for calls under way and for those to come
/// @param leftUsd what is neither spent nor reserved, 0 and more; absent of a budget for each user,
///     where it is a user's
/// @param resetsAt when the next period begins
/// @param warnings what may be wrong with its scope; absent when nothing is
record BudgetResponse(
        String name,
        String team,
        CallScope scope,
        BigDecimal amountUsd,
        BudgetPeriod period,
        BudgetAction action,
        BigDecimal spentUsd,
        BigDecimal reservedUsd,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal leftUsd,
        Instant resetsAt,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {

    /// @param manifold whether the entry is of several users, each of whom has the amount
    static BudgetResponse from(
            BudgetEntity budget, LedgerEntry entry, boolean manifold, List<String> warnings, Instant now) {
        return new BudgetResponse(
                budget.name(),
                budget.team(),
                budget.scope(),
                plain(budget.amountUsd()),
                budget.period(),
                budget.action(),
                plain(entry.spentUsd()),
                plain(entry.leasedUsd()),
                manifold
                        ? null
                        : plain(budget.amountUsd()
                                .subtract(entry.spentUsd())
                                .subtract(entry.leasedUsd())
                                .max(BigDecimal.ZERO)),
                budget.period().endOf(now),
                budget.createdAt(),
                budget.updatedAt(),
                warnings);
    }

    /// Without the zeros at its end, and without an exponent.
    static BigDecimal plain(BigDecimal dollars) {
        BigDecimal stripped = dollars.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
