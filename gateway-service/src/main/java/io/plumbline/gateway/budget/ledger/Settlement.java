package io.plumbline.gateway.budget.ledger;

import io.plumbline.audit.AuditEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Writes the charges of recorded calls to the ledger, in the transaction that stores the calls: see
/// [BudgetSettlements#begin]. Until it is closed, no other thread changes a lease that it touches. One thread.
public final class Settlement implements AutoCloseable {

    private final Map<UUID, List<BudgetCharge>> charges;
    private final BudgetSettlements settlements;
    private final List<Lease> locked = new ArrayList<>();
    private Map<LeaseKey, Long> newLeases = Map.of();

    Settlement(Map<UUID, List<BudgetCharge>> charges, BudgetSettlements settlements, List<Lease> touched) {
        this.charges = charges;
        this.settlements = settlements;
        for (Lease lease : touched) {
            lease.database().lock();
            locked.add(lease);
        }
    }

    /// Charges the calls, in the current transaction of the worker role.
    ///
    /// @param fresh calls that were not stored before, since each call is charged once
    /// @return events to append for the thresholds reached
    public List<AuditEvent> charge(Set<UUID> fresh) {
        if (charges.isEmpty()) {
            return List.of();
        }
        SortedMap<LeaseKey, Map<UUID, Long>> sums = new TreeMap<>();
        charges.forEach((call, ofCall) -> {
            for (BudgetCharge charge : ofCall) {
                UUID holder = charge.holder() == null ? BudgetSettlements.NOBODY : charge.holder();
                sums.computeIfAbsent(charge.key(), _ -> new HashMap<>())
                        .merge(holder, fresh.contains(call) ? charge.amount() : 0, Long::sum);
            }
        });
        List<AuditEvent> events = new ArrayList<>();
        newLeases = settlements.write(sums, events);
        return events;
    }

    /// Releases what the calls hold, once the transaction has committed or will never commit.
    public void done() {
        charges.forEach((call, ofCall) -> {
            if (settlements.forget(call)) {
                ofCall.forEach(this::charged);
            }
        });
    }

    private void charged(BudgetCharge charge) {
        for (Lease lease : locked) {
            if (lease.key().equals(charge.key()) && settlements.isOwn(charge)) {
                lease.charged(newLeases.getOrDefault(lease.key(), lease.leased()), charge.amount());
            }
        }
    }

    @Override
    public void close() {
        locked.forEach(lease -> lease.database().unlock());
    }
}
