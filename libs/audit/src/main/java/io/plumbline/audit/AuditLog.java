package io.plumbline.audit;

import io.plumbline.audit.payload.PayloadVault;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Appends to the audit log, always in a transaction of the caller's, so that a change and its event are stored
/// together or not at all. An append waits for no other: its place in the log is given later, by the sequencer.
///
/// For the roles in `audit_append`. Thread-safe.
public final class AuditLog {
    private final JdbcTemplate jdbc;
    private final PayloadVault vault;

    /// @param dataSource whose transactions the callers run
    /// @param vault      on the same data source
    public AuditLog(DataSource dataSource, PayloadVault vault) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.vault = vault;
    }

    /// @throws IllegalStateException when no transaction is under way
    /// @throws org.springframework.dao.DuplicateKeyException when an event with this id is there already
    public void append(AuditEvent event) {
        append(new AuditEntry(event, null));
    }

    /// The same, with a payload.
    public void append(AuditEntry entry) {
        requireTransaction();
        jdbc.update(
                "INSERT INTO audit.event (id, canonical) VALUES (?, ?)",
                entry.event().id(),
                entry.event().canonical());
        storePayloads(List.of(entry));
    }

    /// Appends events that may have been appended before, as whoever drains a journal does after a crash. An id
    /// that is there already is passed over.
    ///
    /// @return how many were new
    public int appendAll(List<AuditEntry> entries) {
        requireTransaction();
        if (entries.isEmpty()) {
            return 0;
        }
        int added = jdbc.update(
                """
                INSERT INTO audit.event (id, canonical)
                SELECT id, canonical FROM unnest(?, ?) AS e (id, canonical)
                ON CONFLICT DO NOTHING
                """,
                entries.stream().map(entry -> entry.event().id()).toArray(UUID[]::new),
                entries.stream().map(entry -> entry.event().canonical()).toArray(byte[][]::new));
        storePayloads(entries);
        return added;
    }

    private void storePayloads(List<AuditEntry> entries) {
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
