package io.plumbline.gateway.budget;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is held of budgets for one call, from before it goes to a provider until it is in the journal. What
/// it has used stays in use until it is in the ledger; the rest is free again at once. Not thread-safe.
public final class BudgetHold {

    /// Of a call that counts in no budget.
    public static final BudgetHold NONE = new BudgetHold(new UUID(0, 0), List.of(), null, null, Set.of());

    private final UUID call;
    private final List<Part> parts;
    private final @Nullable UUID run;
    private final @Nullable BudgetProperties properties;
    private final Set<UUID> uncharged;
    private boolean noted;
    private boolean over;

    /// @param uncharged calls whose use is held until it is in the ledger
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

    /// What is held of one budget.
    ///
    /// @param key its row of the ledger
    /// @param lease null of a budget that only alerts
    /// @param reserved the most that the call can cost
    record Part(Budget budget, LeaseKey key, @Nullable Lease lease, long reserved) {}

    /// What is to be charged if nothing more is heard of the call: all that is reserved, since the provider
    /// may have given it.
    public List<BudgetCharge> largestCharges() {
        List<BudgetCharge> charges = new ArrayList<>(parts.size());
        for (Part part : parts) {
            add(charges, part, part.reserved());
        }
        return charges;
    }

    /// What the call is charged: in each budget the answers of those whom its scope covers. An answer without
    /// a price is charged the ceiling, if there is one. Estimates of answers that never came are charged as far as
    /// what is reserved has room for them beside the others.
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

    /// The call is noted in the journal with [#largestCharges].
    public void noted() {
        noted = !parts.isEmpty();
    }

    /// The call is about to be recorded: from now on its charges may come to the ledger.
    public void settling() {
        if (!parts.isEmpty()) {
            uncharged.add(call);
        }
    }

    /// The call is recorded with these charges.
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

    /// The call has no record and will have none. If it is noted, what it was noted with is what it is
    /// charged.
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
