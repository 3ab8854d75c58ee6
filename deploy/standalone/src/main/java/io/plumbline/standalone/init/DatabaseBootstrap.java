package io.plumbline.standalone.init;

import io.plumbline.standalone.layout.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/// Creates schemas and roles with `deploy/postgres/bootstrap.sql`, and sets the roles' passwords.
final class DatabaseBootstrap {

    /// The SQLSTATE for a database that was created with other secrets. It is left unchanged.
    static final String OTHER_SECRETS = "PL001";

    private DatabaseBootstrap() {}

    static void run(Connection connection, Secrets secrets) throws SQLException {
        try (PreparedStatement setting = connection.prepareStatement("SELECT set_config(?, ?, false)")) {
            setting.setString(1, "plumbline.secrets_name");
            setting.setString(2, secrets.name());
            setting.execute();
            for (Service service : Service.withDatabase()) {
                for (DatabaseRole role : DatabaseRole.values()) {
                    setting.setString(1, "plumbline.%s_password".formatted(role.of(service)));
                    setting.setString(2, secrets.get(Secrets.databasePassword(service, role)));
                    setting.execute();
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(script());
        }
    }

    private static String script() {
        try (InputStream in = DatabaseBootstrap.class.getResourceAsStream("bootstrap.sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
