package io.plumbline.testpostgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/// A running server and the superuser that creates databases in it.
record Server(String host, int port, String user, String password) {

    /// @param url a JDBC URL with user and password, as from an operator
    static Server at(String url) {
        Properties parsed = Driver.parseURL(url, null);
        if (parsed == null) {
            throw new IllegalArgumentException(
                    "Not a PostgreSQL JDBC URL. Give jdbc:postgresql://host:port/postgres?user=...&password=...");
        }
        return new Server(
                orDefault(PGProperty.PG_HOST.getOrDefault(parsed), "localhost"),
                Integer.parseInt(orDefault(PGProperty.PG_PORT.getOrDefault(parsed), "5432")),
                orDefault(PGProperty.USER.getOrDefault(parsed), "postgres"),
                orDefault(PGProperty.PASSWORD.getOrDefault(parsed), ""));
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    PGSimpleDataSource dataSource(String database) {
        return dataSource(database, user, password);
    }

    PGSimpleDataSource dataSource(String database, String role, String rolePassword) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl(database));
        dataSource.setUser(role);
        dataSource.setPassword(rolePassword);
        return dataSource;
    }

    /// Executes statements outside our databases, such as creating one.
    void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource("postgres").getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    void drop(String database) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    private static String orDefault(@Nullable String value, String fallback) {
        return value == null ? fallback : value;
    }
}
