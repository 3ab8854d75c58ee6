package io.plumbline.gateway.budget;

import io.plumbline.gateway.scope.CallScope;
import io.plumbline.gateway.scope.ScopeIndex;
import java.time.Instant;

/// A budget as calls meet it. Immutable.
///
/// @param team whose it is; `*` for one of the platform
/// @param amount in 10⁻¹⁰ dollars
/// @param createdAt tells it from one of the same name before it
record Budget(
        String name,
        String team,
        CallScope scope,
        long amount,
        BudgetPeriod period,
        BudgetAction action,
        Instant createdAt)
        implements ScopeIndex.Scoped {

    boolean rejects() {
        return action == BudgetAction.REJECT;
    }
}
