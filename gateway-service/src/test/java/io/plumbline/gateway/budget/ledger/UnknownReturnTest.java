package io.plumbline.gateway.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.budget.ledger.LeaseStore.Balance;
import io.plumbline.gateway.journal.JournalProperties;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/// Money that is given back to a ledger that does not say whether it has it.
class UnknownReturnTest {

    @TempDir
    private Path folder;

    @Test
    void isNotSpentAnyMore() {
        DriverManagerDataSource nowhere = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/away");
        BudgetProperties properties = new BudgetProperties(
                BudgetProperties.Unavailable.REJECT,
                Duration.ofMinutes(1),
                Duration.ofMillis(500),
                4_096,
                2_000,
                null,
                null);
        LeaseStore store = new LeaseStore(
                JdbcClient.create(nowhere), new TransactionTemplate(new JdbcTransactionManager(nowhere)), properties);
        try (Leases leases = new Leases(
                store, new ReplicaIdentity(journal(), new UuidV7(Clock.systemUTC(), new SecureRandom())), properties)) {
            Lease lease = leases.of(new LeaseKey("b", Instant.EPOCH));
            lease.leased(new Balance(1_000, 0, 0), System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
            assertThat(lease.reserve(200)).isTrue();
            assertThatThrownBy(() -> leases.shrink(lease, 100)).isInstanceOf(TransactionException.class);
            assertThat(lease.reserve(101)).isFalse();
            assertThat(lease.reserve(100)).isTrue();
            assertThat(lease.leased()).isEqualTo(300);
        }
    }

    private JournalProperties journal() {
        return new JournalProperties(
                folder,
                new JournalProperties.Audit(
                        JournalProperties.Durability.PROCESS,
                        JournalProperties.Unavailable.REJECT,
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(1),
                        Duration.ofMillis(10),
                        10));
    }
}
