package io.plumbline.gateway.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.RunningGateway;
import io.plumbline.gateway.budget.BudgetPeriod;
import io.plumbline.gateway.budget.Usd;
import io.plumbline.gateway.budget.ledger.LeaseStore.Balance;
import io.plumbline.gateway.budget.ledger.LeaseStore.Holder;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/// Ten replicas' worth of leasing, returning, renewing and charging of the same few rows.
class LeaseStoreIT {

    private static final int REPLICAS = 10;
    private static final int ROUNDS = 60;
    private static final String[] NAMES = {"a", "b", "c"};
    private static final long AMOUNT = 10_000_000_000L;

    @Test
    void neverLeasesMoreThanThereIsAndNeverLocksUp() throws InterruptedException {
        // Each replica has connections of its own.
        Map<String, String> connections =
                Map.of("plumbline.database.worker-connections", Integer.toString(2 * REPLICAS));
        try (RunningGateway gateway = RunningGateway.start(connections)) {
            for (String name : NAMES) {
                gateway.send("PUT", "/api/v1/budgets/" + name, gateway.admin(), """
                        {"scope": {"key": "nobody"}, "amountUsd": 1, "period": "MONTH", "action": "REJECT"}""");
            }
            LeaseStore store = gateway.service().bean(LeaseStore.class);
            BudgetSettlements settlements = gateway.service().bean(BudgetSettlements.class);
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            List<Thread> replicas = new ArrayList<>();
            for (int i = 0; i < REPLICAS; i++) {
                Holder holder = new Holder(UUID.randomUUID(), UUID.randomUUID());
                replicas.add(Thread.ofPlatform().start(() -> {
                    try {
                        Tenancy.asWorker(() -> work(gateway, store, settlements, holder));
                    } catch (RuntimeException | AssertionError e) {
                        failures.add(e);
                    }
                }));
            }
            for (Thread replica : replicas) {
                replica.join();
            }
            assertThat(failures).isEmpty();
            gateway.database()
                    .sql("select spent_usd + leased_usd as held, leased_usd - (select coalesce(sum(usd), 0) from"
                            + " gateway.budget_lease lease where lease.budget = period.budget) as difference from"
                            + " gateway.budget_period period")
                    .query(row -> {
                        assertThat(row.getBigDecimal("held")).isLessThanOrEqualTo(Usd.dollars(AMOUNT));
                        assertThat(row.getBigDecimal("difference")).isZero();
                    });
        }
    }

    @Test
    void tellsOfAnExpiredLeaseUntilItIsTakenBack() {
        try (RunningGateway gateway = RunningGateway.start(Map.of())) {
            gateway.send("PUT", "/api/v1/budgets/a", gateway.admin(), """
                    {"scope": {"key": "nobody"}, "amountUsd": 1, "period": "MONTH", "action": "REJECT"}""");
            LeaseKey key = key("a");
            Holder holder = new Holder(UUID.randomUUID(), UUID.randomUUID());
            LeaseStore store = gateway.service().bean(LeaseStore.class);
            long leased = Tenancy.asWorker(() -> store.grow(key, holder, AMOUNT / 4))
                    .orElseThrow()
                    .leased();
            gateway.database()
                    .sql("update gateway.budget_lease set expires_at = now() - interval '1 second'")
                    .update();
            assertThat(RunningGateway.json(gateway.send("GET", "/api/v1/budgets/a", gateway.admin(), ""))
                            .path("reservedUsd")
                            .decimalValue())
                    .isEqualByComparingTo(Usd.dollars(leased));
        }
    }

    private static void work(RunningGateway gateway, LeaseStore store, BudgetSettlements settlements, Holder holder) {
        Map<LeaseKey, Long> leased = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            LeaseKey key = key(NAMES[random.nextInt(NAMES.length)]);
            long has = leased.getOrDefault(key, 0L);
            Balance balance = (random.nextBoolean()
                            ? store.grow(key, holder, has + AMOUNT / 200)
                            : store.shrink(key, holder, has / 2))
                    .orElseThrow();
            assertThat(balance.left()).isNotNegative();
            leased.put(key, balance.leased());
            store.renew(holder);
            charge(gateway, settlements, holder, leased);
        }
    }

    /// Several budgets at once, as a batch of the journal does.
    private static void charge(
            RunningGateway gateway, BudgetSettlements settlements, Holder holder, Map<LeaseKey, Long> leased) {
        UUID call = UUID.randomUUID();
        List<BudgetCharge> charges = new ArrayList<>();
        leased.forEach((key, amount) -> {
            if (amount > 100) {
                charges.add(new BudgetCharge(key.budget(), key.startsAt(), 100, holder.run()));
            }
        });
        try (Settlement settlement = settlements.begin(Map.of(call, charges))) {
            gateway.service()
                    .bean(TransactionTemplate.class)
                    .executeWithoutResult(_ -> settlement.charge(Set.of(call)));
            settlement.done();
        }
        charges.forEach(charge -> leased.merge(charge.key(), -charge.amount(), Long::sum));
    }

    private static LeaseKey key(String name) {
        return new LeaseKey(name, BudgetPeriod.MONTH.startOf(Instant.now()));
    }
}
