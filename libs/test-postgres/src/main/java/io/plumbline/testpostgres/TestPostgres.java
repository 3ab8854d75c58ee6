package io.plumbline.testpostgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The PostgreSQL server for tests. The first use in a JVM finds or starts one server and creates a template
/// database in it; each [#create()] copies the template, which takes some hundredths of a second.
///
/// The server is, in this order: the one at `PLUMBLINE_TEST_DATABASE_URL` (a JDBC URL of a superuser),
/// `postgres:18` in a container if a container engine responds, or an embedded one. Tests always have a server.
public final class TestPostgres {
    /// The login password of the roles of Plumbline in tests.
    static final String PASSWORD = "plumbline-test";

    private static final String URL_VARIABLE = "PLUMBLINE_TEST_DATABASE_URL";
    private static final Set<String> MADE = ConcurrentHashMap.newKeySet();
    private static final Map<String, Template> MIGRATED = new ConcurrentHashMap<>();
    private static final System.Logger LOG = System.getLogger(TestPostgres.class.getName());

    private TestPostgres() {}

    /// Creates a database with the roles and schemas of bootstrap.sql and, if `libs/audit` is on the class path,
    /// the audit schema.
    public static TestDatabase create() {
        return create(Holder.SERVER, Holder.TEMPLATE);
    }

    /// Creates such a database with a service's schema as its migrations leave it, so that each start of the service
    /// in this JVM finds them applied. Without these migrations on the class path, it is one of [#create()].
    ///
    /// @param service such as `registry`
    public static TestDatabase create(String service) {
        if (!Template.isMigratable(service)) {
            return create();
        }
        return create(Holder.SERVER, MIGRATED.computeIfAbsent(service, Holder.TEMPLATE::of));
    }

    /// Creates such a database with pgvector; empty if there is no server with it.
    ///
    /// The server is, in this order: the one at `PLUMBLINE_TEST_DATABASE_URL`, a container of pgvector's image,
    /// or one of the machine's own programs (on Debian of the package `postgresql-17-pgvector`).
    public static Optional<TestDatabase> createWithVectors() {
        return VectorHolder.SERVER.map(server -> {
            TestDatabase database = create(server, VectorHolder.TEMPLATE.orElseThrow());
            try (Connection connection = database.superuser().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE EXTENSION vector SCHEMA registry");
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot add pgvector to " + database.name(), e);
            }
            return database;
        });
    }

    private static TestDatabase create(Server server, Template template) {
        String name = "plumbline_test_" + UUID.randomUUID().toString().replace("-", "");
        try {
            MADE.add(name);
            template.copyTo(name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make the database " + name, e);
        }
        return new TestDatabase(server, name);
    }

    static Server server() {
        return Holder.SERVER;
    }

    private static Server find(Map<String, String> environment) {
        String url = environment.get(URL_VARIABLE);
        if (url != null && !url.isBlank()) {
            Runtime.getRuntime().addShutdownHook(new Thread(TestPostgres::cleanUp, "test-postgres-clean-up"));
            return Server.at(url);
        }
        if (DockerEngine.answers(environment, Path.of(System.getProperty("user.home")))) {
            try {
                return ContainerServer.start(ContainerServer.POSTGRES, PASSWORD);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "The container does not start, so the database is embedded", e);
            }
        }
        return EmbeddedServer.start(PostgresPrograms.directory(), PASSWORD);
    }

    private static Optional<Server> findWithVectors(Map<String, String> environment) {
        if (isNamed(environment)) {
            return Optional.of(Holder.SERVER).filter(TestPostgres::hasVectors);
        }
        if (DockerEngine.answers(environment, Path.of(System.getProperty("user.home")))) {
            try {
                return Optional.of(ContainerServer.start(ContainerServer.PGVECTOR, PASSWORD));
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "The container with pgvector does not start", e);
            }
        }
        return PostgresPrograms.withVectors().map(binaries -> EmbeddedServer.start(binaries, PASSWORD));
    }

    private static boolean isNamed(Map<String, String> environment) {
        String url = environment.get(URL_VARIABLE);
        return url != null && !url.isBlank();
    }

    private static boolean hasVectors(Server server) {
        try (Connection connection = server.dataSource("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT FROM pg_available_extensions WHERE name = 'vector'")) {
            return row.next();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask the server for its extensions", e);
        }
    }

    /// Leaves nothing behind on a server that outlives this JVM.
    private static void cleanUp() {
        try {
            MIGRATED.put("", Holder.TEMPLATE);
            for (Template template : MIGRATED.values()) {
                Holder.SERVER.execute("ALTER DATABASE " + template.name() + " IS_TEMPLATE false");
                Holder.SERVER.drop(template.name());
            }
            for (String database : MADE) {
                Holder.SERVER.drop(database);
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "Databases of this test run remain on the server", e);
        }
    }

    private static final class Holder {
        static final Server SERVER = find(System.getenv());
        static final Template TEMPLATE = Template.make(SERVER);
    }

    private static final class VectorHolder {
        static final Optional<Server> SERVER = findWithVectors(System.getenv());
        static final Optional<Template> TEMPLATE =
                SERVER.map(server -> isNamed(System.getenv()) ? Holder.TEMPLATE : Template.make(server));
    }
}
