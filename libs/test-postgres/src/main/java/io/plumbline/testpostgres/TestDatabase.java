package io.plumbline.testpostgres;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/// A single test's database. Closing it drops it despite open connections. Thread-safe.
public final class TestDatabase implements AutoCloseable {
    private final Server server;
    private final String name;

    TestDatabase(Server server, String name) {
        this.server = server;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /// The login password of every role of Plumbline.
    public String password() {
        return TestPostgres.PASSWORD;
    }

    /// Connections that are exempt from all rules: to read past row-level security, and to tamper.
    public DataSource superuser() {
        return server.dataSource(name);
    }

    /// New connections on each call, not a pool.
    ///
    /// @param role such as `registry_app`
    public DataSource dataSource(String role) {
        return server.dataSource(name, role, password());
    }

    /// The `plumbline.database.*` properties for starting a service.
    ///
    /// @param service such as `registry`, whose three roles log in
    public Map<String, String> properties(String service) {
        if (!Template.SERVICES.contains(service)) {
            throw new IllegalArgumentException("No service is named " + service);
        }
        return Map.of(
                "plumbline.database.url", jdbcUrl(),
                "plumbline.database.owner-password", password(),
                "plumbline.database.app-password", password(),
                "plumbline.database.worker-password", password());
    }

    @Override
    public void close() {
        try {
            server.drop(name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot drop the database " + name, e);
        }
    }
}
