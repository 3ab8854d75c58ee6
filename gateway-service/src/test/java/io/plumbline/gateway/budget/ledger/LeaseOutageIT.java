package io.plumbline.gateway.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.gateway.DatabaseOutage;
import io.plumbline.gateway.RunningGateway;
import io.plumbline.gateway.budget.BudgetPeriod;
import io.plumbline.gateway.budget.Usd;
import io.plumbline.gateway.budget.ledger.LeaseStore.Balance;
import io.plumbline.gateway.budget.ledger.LeaseStore.Holder;
import io.plumbline.kit.tenancy.Tenancy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Two replicas' leasing while the database is away for longer than leases live. What the first has used of its lease
/// by then is in its journal, and in the ledger only later.
class LeaseOutageIT {

    private static final Duration LEASE_TIME = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long AMOUNT = 10_000_000_000L;
    private final LeaseKey key = new LeaseKey("b", BudgetPeriod.MONTH.startOf(Instant.now()));

    @Test
    void takesNothingFromReplicasThatAreAlive() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(Map.of())) {
            gateway.send("PUT", "/api/v1/budgets/b", gateway.admin(), """
                    {"scope": {"key": "nobody"}, "amountUsd": 1, "period": "MONTH", "action": "REJECT"}""");
            LeaseStore first = store(gateway);
            LeaseStore second = store(gateway);
            Holder one = holder();
            Holder two = holder();
            Holder gone = holder();
            grow(first, gone, AMOUNT / 10);
            awaitTakenBack(gateway, second, two, gone);
            long used = grow(first, one, AMOUNT / 2).leased();
            try (DatabaseOutage _ = DatabaseOutage.of(gateway.service().database())) {
                long until = System.nanoTime() + LEASE_TIME.plusMillis(200).toNanos();
                await("leases expire").atMost(LONG).until(() -> System.nanoTime() - until > 0);
            }
            Balance greedy = await("the second is first to come back")
                    .atMost(LONG)
                    .ignoreExceptions()
                    .until(() -> grow(second, two, AMOUNT), _ -> true);
            assertThat(greedy.leased()).isLessThanOrEqualTo(AMOUNT - used);
            assertThat(Tenancy.asWorker(() -> first.renew(one))).containsExactly(key);
            charge(gateway, one, used);
            assertThat(held(gateway)).isLessThanOrEqualTo(Usd.dollars(AMOUNT));
            // All is charged; what is leased besides is free once its holder is gone.
            grow(first, gone, AMOUNT);
            awaitTakenBack(gateway, second, two, gone);
        }
    }

    private void awaitTakenBack(RunningGateway gateway, LeaseStore by, Holder who, Holder from) {
        await("it has expired").atMost(LONG).until(() -> {
            Tenancy.asWorker(() -> by.renew(who));
            grow(by, who, 1);
            return gateway.database()
                    .sql("select count(*) from gateway.budget_lease where holder = ?")
                    .param(from.run())
                    .query(Long.class)
                    .single()
                    .equals(0L);
        });
    }

    /// As the journal's drain does.
    private void charge(RunningGateway gateway, Holder holder, long amount) {
        UUID call = UUID.randomUUID();
        BudgetCharge charge = new BudgetCharge(key.budget(), key.startsAt(), amount, holder.run());
        try (Settlement settlement =
                gateway.service().bean(BudgetSettlements.class).begin(Map.of(call, List.of(charge)))) {
            TransactionTemplate transactions = gateway.service().bean(TransactionTemplate.class);
            Tenancy.asWorker(() -> transactions.executeWithoutResult(_ -> settlement.charge(Set.of(call))));
            settlement.done();
        }
    }

    private Balance grow(LeaseStore store, Holder holder, long wanted) {
        return Tenancy.asWorker(() -> store.grow(key, holder, wanted)).orElseThrow();
    }

    private static BigDecimal held(RunningGateway gateway) {
        return gateway.database()
                .sql("select spent_usd + leased_usd from gateway.budget_period")
                .query(BigDecimal.class)
                .single();
    }

    private static LeaseStore store(RunningGateway gateway) {
        return new LeaseStore(
                gateway.service().bean(JdbcClient.class),
                gateway.service().bean(TransactionTemplate.class),
                new BudgetProperties(
                        BudgetProperties.Unavailable.REJECT,
                        LEASE_TIME,
                        Duration.ofMillis(500),
                        4_096,
                        2_000,
                        null,
                        null));
    }

    private static Holder holder() {
        return new Holder(UUID.randomUUID(), UUID.randomUUID());
    }
}
