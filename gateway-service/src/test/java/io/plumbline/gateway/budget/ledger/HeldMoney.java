package io.plumbline.gateway.budget.ledger;

import io.plumbline.gateway.budget.Budget;
import io.plumbline.gateway.budget.BudgetAction;
import io.plumbline.gateway.budget.BudgetPeriod;
import io.plumbline.gateway.scope.CallScope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// What is held of one budget for one call.
public final class HeldMoney {

    private final Set<UUID> uncharged = ConcurrentHashMap.newKeySet();
    private final Lease lease;
    private final BudgetHold hold;

    /// @param reserved in 10⁻¹⁰ dollars
    public HeldMoney(UUID call, long reserved) {
        Budget budget = new Budget(
                "b",
                "t",
                new CallScope("t", null, null, null, null),
                reserved,
                BudgetPeriod.DAY,
                BudgetAction.REJECT,
                Instant.EPOCH);
        LeaseKey key = new LeaseKey("b", Instant.EPOCH);
        lease = new Lease(key);
        lease.force(reserved);
        hold = new BudgetHold(
                call, List.of(new BudgetHold.Part(budget, key, lease, reserved)), new UUID(0, 1), null, uncharged);
    }

    public BudgetHold hold() {
        return hold;
    }

    /// In 10⁻¹⁰ dollars.
    public long inUse() {
        return lease.inUse();
    }
}
