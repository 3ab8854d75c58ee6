package io.plumbline.standalone.postgres;

import io.plumbline.standalone.layout.CannotContinue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits until a database server accepts connections, and creates the database.
public final class DatabaseAccess {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final String INVALID_PASSWORD = "28P01";
    private static final String NO_CONNECTION = "08";

    private DatabaseAccess() {}

    /// Waits for the embedded server, which may be recovering from a crash, and creates its database `plumbline`.
    ///
    /// @return the address of the database
    public static DatabaseAddress openEmbedded(int port, String superuserPassword, Duration limit) {
        DatabaseAddress server = DatabaseAddress.embedded(port, "postgres", superuserPassword);
        try (Connection connection = connectToOurs(server, limit);
                Statement statement = connection.createStatement()) {
            boolean exists;
            try (ResultSet found =
                    statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DatabaseAddress.NAME + "'")) {
                exists = found.next();
            }
            if (!exists) {
                statement.execute("CREATE DATABASE " + DatabaseAddress.NAME);
            }
        } catch (SQLException e) {
            throw new CannotContinue("The embedded Postgres failed: " + e.getMessage(), e);
        }
        return DatabaseAddress.embedded(port, DatabaseAddress.NAME, superuserPassword);
    }

    private static Connection connectToOurs(DatabaseAddress server, Duration limit) {
        try {
            return connect(server, limit);
        } catch (CannotContinue e) {
            if (e.getCause() instanceof SQLException cause && INVALID_PASSWORD.equals(cause.getSQLState())) {
                throw new CannotContinue(
                        "The data of the embedded Postgres were created with other secrets. Restore secrets/ and data/ from the same"
                                + " backup, or start over with ./plumbline down --purge.",
                        e);
            }
            throw e;
        }
    }

    /// @throws CannotContinue if the server does not accept the connection within the limit, or at once if the
    ///     password is wrong
    public static Connection connect(DatabaseAddress address, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return address.connect();
            } catch (SQLException e) {
                if (INVALID_PASSWORD.equals(e.getSQLState()) || System.nanoTime() > deadline) {
                    throw new CannotContinue(
                            "Postgres does not %s (%s): %s"
                                    .formatted(isReached(e) ? "let us in" : "answer", address, e.getMessage()),
                            e);
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private static boolean isReached(SQLException e) {
        return e.getSQLState() != null && !e.getSQLState().startsWith(NO_CONNECTION);
    }
}
