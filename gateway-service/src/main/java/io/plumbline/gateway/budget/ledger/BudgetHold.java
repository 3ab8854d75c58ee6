package io.plumbline.gateway.budget.ledger;

import io.plumbline.gateway.budget.Budget;
import io.plumbline.gateway.budget.Usd;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The amounts held in budgets for one call, from before it is sent to a provider until it is in the journal. The
/// used part stays in use until it is in the ledger; the rest is released at once. Not thread-safe.
public final class BudgetHold {

    /// For a call that no budget covers.
    public static final BudgetHold NONE = new BudgetHold(new UUID(0, 0), List.of(), null, null, Set.of());

    private final UUID call;
    private final List<Part> parts;
    private final @Nullable UUID run;
    private final @Nullable BudgetProperties properties;
    private final Set<UUID> uncharged;
    private boolean noted;
    private boolean over;

    /// @param uncharged calls whose usage is held until it is in the ledger
    BudgetHold(
            UUID call,
            List<Part> parts,
            @Nullable UUID run,
            @Nullable BudgetProperties properties,
            Set<UUID> uncharged) {
        this.call = call;
        this.parts = List.copyOf(parts);
        this.run = run;
        this.properties = properties;
        this.uncharged = uncharged;
    }

    /// The amount held in one budget.
    ///
    /// @param key its row of the ledger
    /// @param lease null for a budget that only alerts
    /// @param reserved the maximum cost of the call
    record Part(Budget budget, LeaseKey key, @Nullable Lease lease, long reserved) {}

    /// Returns the charges of a call whose outcome is never recorded: everything reserved, since the provider may
    /// have answered.
    public List<BudgetCharge> largestCharges() {
        List<BudgetCharge> charges = new ArrayList<>(parts.size());
        for (Part part : parts) {
            add(charges, part, part.reserved());
        }
        return charges;
    }

    /// Returns the charges of the call: in each budget, the answers of the models that its scope covers. An
    /// answer without a price costs the ceiling, if there is one. Estimates of lost answers are charged only up
    /// to the reserved amount that the other answers leave.
    public List<BudgetCharge> charges(List<PaidAnswer> answers) {
        if (parts.isEmpty()) {
            return List.of();
        }
        List<BudgetCharge> charges = new ArrayList<>(parts.size());
        for (Part part : parts) {
            long said = sum(answers, part, false);
            long lost = sum(answers, part, true);
            long room = part.lease() == null ? lost : Math.max(0, part.reserved() - said);
            add(charges, part, said + Math.min(lost, room));
        }
        return charges;
    }

    private long sum(List<PaidAnswer> answers, Part part, boolean lost) {
        BigDecimal cost = BigDecimal.ZERO;
        for (PaidAnswer answer : answers) {
            if (answer.lost() == lost && part.budget().scope().covers(answer.served())) {
                cost = cost.add(costOf(answer));
            }
        }
        return Usd.of(cost);
    }

    private BigDecimal costOf(PaidAnswer answer) {
        BigDecimal cost = answer.costUsd();
        if (cost == null && properties != null) {
            cost = properties.ceiling(answer.usage().input(), answer.usage().output());
        }
        return cost == null ? BigDecimal.ZERO : cost;
    }

    private void add(List<BudgetCharge> charges, Part part, long amount) {
        if (amount > 0) {
            LeaseKey key = part.key();
            charges.add(new BudgetCharge(
                    key.budget(), key.member(), key.startsAt(), amount, part.lease() == null ? null : run));
        }
    }

    /// Records that the call is noted in the journal with [#largestCharges].
    public void noted() {
        noted = !parts.isEmpty();
    }

    /// Announces that the call is about to be recorded: from now on its charges may reach the ledger.
    public void settling() {
        if (!parts.isEmpty()) {
            uncharged.add(call);
        }
    }

    /// Records that the call is recorded with these charges.
    public void settled(List<BudgetCharge> charges) {
        if (parts.isEmpty()) {
            return;
        }
        over = true;
        if (charges.isEmpty()) {
            uncharged.remove(call);
        }
        for (Part part : parts) {
            Lease lease = part.lease();
            if (lease != null) {
                lease.release(part.reserved() - amountOf(charges, part));
            }
        }
    }

    private static long amountOf(List<BudgetCharge> charges, Part part) {
        for (BudgetCharge charge : charges) {
            if (charge.budget().equals(part.budget().name())) {
                return charge.amount();
            }
        }
        return 0;
    }

    /// Ends a call without a record. If it was noted in the journal, it is charged as noted.
    public void abandon() {
        if (over || parts.isEmpty()) {
            return;
        }
        over = true;
        if (noted && !largestCharges().isEmpty()) {
            uncharged.add(call);
            return;
        }
        uncharged.remove(call);
        for (Part part : parts) {
            Lease lease = part.lease();
            if (lease != null) {
                lease.release(part.reserved());
            }
        }
    }
}
