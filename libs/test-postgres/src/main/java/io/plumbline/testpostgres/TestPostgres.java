package io.plumbline.testpostgres;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
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
    private static final System.Logger LOG = System.getLogger(TestPostgres.class.getName());

    private TestPostgres() {}

    /// Creates a database with the roles and schemas of bootstrap.sql and, if `libs/audit` is on the class path,
    /// the audit schema.
    public static TestDatabase create() {
        String name = "plumbline_test_" + UUID.randomUUID().toString().replace("-", "");
        try {
            Holder.MADE.add(name);
            Holder.TEMPLATE.copyTo(name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make the database " + name, e);
        }
        return new TestDatabase(Holder.SERVER, name);
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
                return ContainerServer.start(PASSWORD);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "The container does not start, so the database is embedded", e);
            }
        }
        return EmbeddedServer.start(PASSWORD);
    }

    /// Leaves nothing behind on a server that outlives this JVM.
    private static void cleanUp() {
        try {
            Holder.SERVER.execute("ALTER DATABASE " + Holder.TEMPLATE.name() + " IS_TEMPLATE false");
            Holder.SERVER.drop(Holder.TEMPLATE.name());
            for (String database : Holder.MADE) {
                Holder.SERVER.drop(database);
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "Databases of this test run remain on the server", e);
        }
    }

    private static final class Holder {
        static final Set<String> MADE = ConcurrentHashMap.newKeySet();
        static final Server SERVER = find(System.getenv());
        static final Template TEMPLATE = Template.make(SERVER);
    }
}
