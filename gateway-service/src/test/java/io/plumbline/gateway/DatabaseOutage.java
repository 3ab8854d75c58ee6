package io.plumbline.gateway;

import io.plumbline.testpostgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A time in which nobody gets a connection to a database, and nobody has one.
public final class DatabaseOutage implements AutoCloseable {

    private final Connection superuser;

    private DatabaseOutage(Connection superuser) {
        this.superuser = superuser;
    }

    public static DatabaseOutage of(TestDatabase database) throws SQLException {
        DatabaseOutage outage = new DatabaseOutage(database.superuser().getConnection());
        outage.execute("update pg_database set datallowconn = false where datname = current_database()");
        outage.execute("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()""");
        return outage;
    }

    void end() throws SQLException {
        execute("update pg_database set datallowconn = true where datname = current_database()");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        end();
        superuser.close();
    }
}
