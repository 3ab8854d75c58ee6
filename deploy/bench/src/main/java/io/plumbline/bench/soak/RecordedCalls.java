package io.plumbline.bench.soak;

import io.plumbline.standalone.layout.CannotContinue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// The calls in the audit log, read from its table.
record RecordedCalls(Connection database) {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final int AT_ONCE = 10_000;

    /// The calls that are missing, after a wait for everything that is pending.
    ///
    /// @throws CannotContinue when the database does not answer
    Set<UUID> missing(Set<UUID> calls) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Set<UUID> missing = look(calls);
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            missing = look(calls);
        }
        return missing;
    }

    private Set<UUID> look(Set<UUID> calls) {
        Set<UUID> missing = new HashSet<>(calls);
        try {
            // Rows come piece by piece only within a transaction.
            database.setAutoCommit(false);
            try (PreparedStatement all =
                    database.prepareStatement("SELECT id FROM audit.event WHERE action LIKE 'gateway.call.%'")) {
                all.setFetchSize(AT_ONCE);
                try (ResultSet rows = all.executeQuery()) {
                    while (rows.next()) {
                        missing.remove(rows.getObject(1, UUID.class));
                    }
                }
            } finally {
                database.rollback();
            }
        } catch (SQLException e) {
            throw new CannotContinue("The audit log cannot be read: %s.".formatted(e.getMessage()), e);
        }
        return missing;
    }
}
