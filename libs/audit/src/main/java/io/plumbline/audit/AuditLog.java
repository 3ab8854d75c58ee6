package io.plumbline.audit;

import io.plumbline.audit.payload.PayloadVault;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Appends to the audit log, always in the caller's transaction, so a change and its event are stored atomically.
/// Appends do not wait for each other. The sequencer assigns positions later.
///
/// For the roles in `audit_append`. Thread-safe.
public final class AuditLog {
    private final JdbcClient jdbc;
    private final PayloadVault vault;

    /// @param dataSource the data source of the callers' transactions
    /// @param vault on the same data source
    public AuditLog(DataSource dataSource, PayloadVault vault) {
        this.jdbc = JdbcClient.create(dataSource);
        this.vault = vault;
    }

    /// @throws IllegalStateException outside a transaction
    /// @throws org.springframework.dao.DuplicateKeyException if an event with this id exists
    public void append(AuditEvent event) {
        append(new EventWithPayload(event, null));
    }

    /// Appends an event with its payload.
    public void append(EventWithPayload entry) {
        requireTransaction();
        jdbc.sql("INSERT INTO audit.event (id, canonical) VALUES (?, ?)")
                .params(entry.event().id(), entry.event().canonical())
                .update();
        storePayloads(List.of(entry));
    }

    /// Appends events that may already exist, for example when a journal is drained after a crash. Existing ids
    /// are skipped.
    ///
    /// @return number of new events
    public int appendAll(List<EventWithPayload> entries) {
        requireTransaction();
        if (entries.isEmpty()) {
            return 0;
        }
        int added = jdbc.sql("""
                INSERT INTO audit.event (id, canonical)
                SELECT id, canonical FROM unnest(?, ?) AS e (id, canonical)
                ON CONFLICT DO NOTHING
                """)
                .params(
                        entries.stream().map(entry -> entry.event().id()).toArray(UUID[]::new),
                        entries.stream().map(entry -> entry.event().canonical()).toArray(byte[][]::new))
                .update();
        storePayloads(entries);
        return added;
    }

    private void storePayloads(List<EventWithPayload> entries) {
        vault.store(entries.stream()
                .filter(entry -> entry.payload() != null)
                .map(entry -> new PayloadVault.Deposit(
                        entry.event().id(),
                        entry.event().team(),
                        entry.event().subjects(),
                        Objects.requireNonNull(entry.payload())))
                .toList());
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An audit event is appended in the transaction of the act that it reports");
        }
    }
}
