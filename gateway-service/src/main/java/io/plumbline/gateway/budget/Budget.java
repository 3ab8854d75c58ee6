package io.plumbline.gateway.budget;

import io.plumbline.gateway.scope.CallScope;
import io.plumbline.gateway.scope.ScopeIndex;
import java.time.Instant;

/// A budget as calls use it. Immutable.
///
/// @param team that owns it; `*` for one of the platform
/// @param amount in 10⁻¹⁰ dollars
/// @param createdAt distinguishes it from an earlier one of the same name
public record Budget(
        String name,
        String team,
        CallScope scope,
        long amount,
        BudgetPeriod period,
        BudgetAction action,
        Instant createdAt)
        implements ScopeIndex.Scoped {

    public boolean rejects() {
        return action == BudgetAction.REJECT;
    }
}
