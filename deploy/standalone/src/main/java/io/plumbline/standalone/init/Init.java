package io.plumbline.standalone.init;

import io.plumbline.standalone.layout.Addresses;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.postgres.DatabaseAccess;
import io.plumbline.standalone.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// Prepares everything that the first service needs to start. Both steps may be repeated at any time: they keep
/// what exists, create what is missing, and rewrite what has changed (ports, the database's address).
public final class Init {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(30);

    private final Home home;

    public Init(Home home) {
        this.home = home;
    }

    /// First step, without a database: the secrets, created by the first run.
    public Secrets secrets() {
        return new SecretsFile(home.prepare(), new SecretSource()).loadOrCreate();
    }

    /// Second step: schemas and roles in the database, the files of the services, `credentials.json`.
    ///
    /// @throws CannotContinue if the database was created with other secrets, or the user lacks the rights
    public Credentials install(Secrets secrets, Addresses addresses, DatabaseAddress database) {
        try (Connection connection = DatabaseAccess.connect(database, DATABASE_LIMIT)) {
            DatabaseBootstrap.run(connection, secrets);
        } catch (SQLException e) {
            throw new CannotContinue(reason(e, database), e);
        }
        new ServiceSettings(home).write(secrets, addresses, database.url());
        Credentials credentials = Credentials.of(secrets, addresses, database);
        credentials.write(home);
        return credentials;
    }

    private String reason(SQLException e, DatabaseAddress database) {
        if (DatabaseBootstrap.OTHER_SECRETS.equals(e.getSQLState())) {
            return ("The database %s was created with other secrets than those in %s. Restore the secrets that were backed up"
                            + " with it, or use an empty database: on another server if this one is still in use, since roles and"
                            + " their passwords are a server's. Nothing in it was changed.")
                    .formatted(database.url(), home.secrets());
        }
        return "Cannot create schemas and roles as %s. The user must be a superuser, or the database's owner with CREATEROLE: %s"
                .formatted(database, e.getMessage());
    }
}
