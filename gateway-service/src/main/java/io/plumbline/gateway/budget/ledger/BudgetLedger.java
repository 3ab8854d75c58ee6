package io.plumbline.gateway.budget.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.gateway.budget.Budget;
import io.plumbline.gateway.budget.BudgetBook;
import io.plumbline.gateway.budget.Usd;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.scope.ScopeMembers;
import io.plumbline.kit.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Lets calls spend money. A call reserves its maximum cost from what this replica has leased of each budget.
/// Only if that is insufficient, the ledger is consulted, for at most `longestWait`. Thread-safe.
@Component
public final class BudgetLedger {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    private static final int PLENTY = 100;

    /// A call stops waiting for another call's ledger request after this many times the longest wait.
    private static final int SLOW = 4;

    private final BudgetBook book;
    private final Leases leases;
    private final ScopeMembers members;
    private final BudgetProperties properties;
    private final Clock clock;
    private final Counter refused;
    private final Counter waited;

    BudgetLedger(
            BudgetBook book,
            Leases leases,
            ScopeMembers members,
            BudgetProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.book = book;
        this.leases = leases;
        this.members = members;
        this.properties = properties;
        this.clock = clock;
        this.refused = Counter.builder("plumbline.gateway.budget.refused")
                .description("Calls that a budget has refused")
                .register(meters);
        this.waited = Counter.builder("plumbline.gateway.budget.waited")
                .description("Calls that found too little leased by their replica and asked the ledger")
                .register(meters);
    }

    /// Computes the maximum cost of a call.
    public interface LargestCost {

        /// Returns a quickly computed upper bound in US dollars.
        BigDecimal roughly();

        /// Returns the closest upper bound in US dollars.
        BigDecimal closely();
    }

    /// Reserves the call's maximum cost in each budget that covers it.
    ///
    /// @param cost used only if a budget can refuse the call
    /// @throws ProblemException `budget-exceeded`, or `budget-unavailable`
    public BudgetHold reserve(UUID call, CallPlace place, LargestCost cost) {
        List<Budget> covering = book.covering(place);
        if (covering.isEmpty()) {
            return BudgetHold.NONE;
        }
        Instant now = clock.instant();
        List<BudgetHold.Part> parts = new ArrayList<>(covering.size());
        boolean complete = false;
        try {
            for (Budget budget : covering) {
                LeaseKey key =
                        new LeaseKey(budget.name(), budget.period().startOf(now), members.of(budget.scope(), place));
                parts.add(part(budget, key, cost));
            }
            complete = true;
            return new BudgetHold(call, parts, leases.run(), properties, leases.uncharged());
        } finally {
            if (!complete) {
                giveBack(parts);
            }
        }
    }

    private static void giveBack(List<BudgetHold.Part> parts) {
        for (BudgetHold.Part part : parts) {
            Lease lease = part.lease();
            if (lease != null) {
                lease.release(part.reserved());
            }
        }
    }

    private BudgetHold.Part part(Budget budget, LeaseKey key, LargestCost cost) {
        if (!budget.rejects()) {
            return new BudgetHold.Part(budget, key, null, 0);
        }
        Lease lease = leases.of(key);
        long rough = Usd.of(cost.roughly());
        boolean plenty = rough < lease.left() / PLENTY;
        if (plenty && lease.reserve(rough)) {
            return new BudgetHold.Part(budget, key, lease, rough);
        }
        long close = Usd.of(cost.closely());
        while (!lease.reserve(close)) {
            if (await(lease, budget, close)) {
                break;
            }
            // The lease has ended in the meantime: nothing was held of it, and another takes its place.
            lease = leases.of(key);
        }
        return new BudgetHold.Part(budget, key, lease, close);
    }

    /// Consults the ledger, and waits as long as others may return money. If the ledger is unavailable, the call
    /// may continue anyway.
    ///
    /// @return false if the lease has ended
    private boolean await(Lease lease, Budget budget, long amount) {
        waited.increment();
        long answers = lease.answers();
        long begin = System.nanoTime();
        long wait = properties.longestWait().toNanos();
        lease.want(amount);
        try {
            while (true) {
                long changes = lease.changes();
                if (lease.reserve(amount)) {
                    return true;
                }
                if (lease.isClosed()) {
                    return false;
                }
                if (lease.isOutOfReach(SLOW * wait)) {
                    return goOnWithout(lease, amount);
                }
                if (budget.amount() - lease.spent() < amount) {
                    throw exceeded(budget);
                }
                long left = wait - (System.nanoTime() - begin);
                if (left <= 0 && lease.answers() == answers) {
                    return goOnWithout(lease, amount);
                }
                if (left <= 0) {
                    throw exceeded(budget);
                }
                leases.askForMore(lease);
                lease.awaitChange(changes, Math.min(left, LOOK_AGAIN_NANOS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw exceeded(budget);
        } finally {
            lease.want(-amount);
        }
    }

    private boolean goOnWithout(Lease lease, long amount) {
        if (properties.unavailable() == BudgetProperties.Unavailable.ALLOW) {
            lease.force(amount);
            return true;
        }
        throw CallProblem.BUDGET_UNAVAILABLE.because(
                "This replica has used up its share of the budget, and the budget ledger does not answer. Try again in"
                        + " a moment.");
    }

    private ProblemException exceeded(Budget budget) {
        refused.increment();
        String until = budget.period().endOf(clock.instant()).toString();
        return CallProblem.BUDGET_EXCEEDED
                .because("The budget " + budget.name() + " does not have enough left"
                        + (budget.scope().isForEachUser() ? " for this user and" : " for")
                        + " the maximum cost of this call. Its next period begins at " + until + ".")
                .with("x-should-retry", "false");
    }
}
