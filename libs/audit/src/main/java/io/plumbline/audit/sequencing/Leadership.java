package io.plumbline.audit.sequencing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.support.TransactionTemplate;

/// The right to sequence, held as a session-level advisory lock, with the connection that holds it.
final class Leadership implements AutoCloseable {
    /// A number that nothing else in the database locks: "audit.se" in ASCII.
    private static final long LOCK = 0x61756469742E7365L;

    private final Connection connection;
    private final LogStore store;
    private final TransactionTemplate transaction;

    private Leadership(Connection connection) {
        this.connection = connection;
        DataSource only = new SingleConnectionDataSource(connection, true);
        this.store = new LogStore(JdbcClient.create(only));
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(only));
    }

    /// Returns nothing if another session leads.
    static Optional<Leadership> acquire(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            boolean leads = false;
            try {
                connection.setAutoCommit(true);
                leads = lock(connection, "SELECT pg_try_advisory_lock(?)");
            } finally {
                if (!leads) {
                    connection.close();
                }
            }
            return leads ? Optional.of(new Leadership(connection)) : Optional.empty();
        } catch (SQLException e) {
            throw Objects.requireNonNull(new SQLStateSQLExceptionTranslator().translate("lead the audit log", null, e));
        }
    }

    LogStore store() {
        return store;
    }

    TransactionTemplate transaction() {
        return transaction;
    }

    /// Unlocks because a pool would keep the session and its lock. A broken session holds no lock.
    @Override
    public void close() {
        try (connection) {
            lock(connection, "SELECT pg_advisory_unlock(?)");
        } catch (SQLException e) {
            System.getLogger(Leadership.class.getName())
                    .log(System.Logger.Level.DEBUG, "The session that led the audit log is gone", e);
        }
    }

    private static boolean lock(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, LOCK);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
