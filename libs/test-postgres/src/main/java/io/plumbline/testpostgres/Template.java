package io.plumbline.testpostgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/// The template of every test's database: bootstrap.sql run, and the audit schema migrated if its migrations are
/// on the class path. A service has a template of its own, to which its migrations are applied as well.
///
/// On a server that several JVMs share, each has its own, because the content may differ between the modules under
/// test.
final class Template {
    static final List<String> SERVICES = List.of("governance", "registry", "gateway", "eval", "monitoring");
    private static final String AUDIT_MIGRATIONS = "db/audit";
    // Serializes what bootstrap.sql does to the roles, which all databases of the server share.
    private static final String LOCK = "SELECT pg_advisory_lock(7580437231)";

    private final Server server;
    private final String name =
            "plumbline_template_" + UUID.randomUUID().toString().replace("-", "");

    private Template(Server server) {
        this.server = server;
    }

    static Template make(Server server) {
        Template template = new Template(server);
        try (Connection lock = server.dataSource("postgres").getConnection();
                var statement = lock.createStatement()) {
            statement.execute(LOCK);
            server.execute("CREATE DATABASE " + template.name);
            template.bootstrap();
            template.migrateAudit();
            template.finish();
        } catch (SQLException e) {
            throw new IllegalStateException("The template database cannot be made", e);
        }
        return template;
    }

    /// Makes a template of this one's content and the service's migrations, as `plumbline-kit.yml` names them.
    Template of(String service) {
        Template template = new Template(server);
        try {
            copyTo(template.name);
            Flyway.configure()
                    .dataSource(server.dataSource(template.name, service + "_owner", TestPostgres.PASSWORD))
                    .locations(migrations(service))
                    .defaultSchema(service)
                    .createSchemas(false)
                    .load()
                    .migrate();
            template.finish();
        } catch (SQLException e) {
            throw new IllegalStateException("The template database of " + service + " cannot be made", e);
        }
        return template;
    }

    /// Whether the class path has the service's migrations.
    static boolean isMigratable(String service) {
        return isOnClassPath("db/" + service);
    }

    private static String[] migrations(String service) {
        Stream<String> shared = service.equals("governance") ? Stream.of("kit", "web-kit") : Stream.of("kit");
        return Stream.concat(shared, Stream.of(service))
                .map("classpath:db/"::concat)
                .toArray(String[]::new);
    }

    private void finish() throws SQLException {
        server.execute("ALTER DATABASE " + name + " WITH IS_TEMPLATE true ALLOW_CONNECTIONS false");
    }

    private static boolean isOnClassPath(String folder) {
        return Template.class.getClassLoader().getResource(folder) != null;
    }

    /// Creates a database with the template's content. A copy omits the privileges on the database itself; they
    /// are copied afterwards.
    void copyTo(String database) throws SQLException {
        server.execute("CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy".formatted(database, name));
        server.execute("""
                DO $$
                DECLARE
                    held record;
                BEGIN
                    REVOKE ALL ON DATABASE %1$s FROM PUBLIC;
                    FOR held IN
                        SELECT privilege_type, grantee::regrole AS role
                        FROM pg_database, aclexplode(datacl)
                        WHERE datname = '%2$s' AND grantee <> 0
                    LOOP
                        EXECUTE format('GRANT %%s ON DATABASE %1$s TO %%s', held.privilege_type, held.role);
                    END LOOP;
                END
                $$
                """.formatted(database, name));
    }

    String name() {
        return name;
    }

    private void bootstrap() throws SQLException {
        try (Connection connection = server.dataSource(name).getConnection()) {
            bootstrap(connection, TestPostgres.PASSWORD);
        }
    }

    static void bootstrap(Connection connection, String password) throws SQLException {
        try (var setting = connection.prepareStatement("SELECT set_config(?, ?, false)")) {
            for (String role : roles()) {
                setting.setString(1, "plumbline." + role + "_password");
                setting.setString(2, password);
                setting.execute();
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute(script());
        }
    }

    private void migrateAudit() {
        if (!isOnClassPath(AUDIT_MIGRATIONS)) {
            return;
        }
        Flyway.configure()
                .dataSource(server.dataSource(name, "governance_owner", TestPostgres.PASSWORD))
                .initSql("SET ROLE audit_owner")
                .locations("classpath:" + AUDIT_MIGRATIONS)
                .defaultSchema("audit")
                .createSchemas(false)
                .load()
                .migrate();
    }

    private static List<String> roles() {
        return SERVICES.stream()
                .flatMap(service -> Stream.of("owner", "app", "worker").map(purpose -> service + "_" + purpose))
                .toList();
    }

    static String script() {
        try (InputStream script = Template.class.getResourceAsStream("bootstrap.sql")) {
            if (script == null) {
                throw new IllegalStateException("bootstrap.sql is not on the class path beside " + Template.class);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
