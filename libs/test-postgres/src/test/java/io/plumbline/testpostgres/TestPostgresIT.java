package io.plumbline.testpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TestPostgresIT {

    @Test
    void makesAFreshDatabaseInAMomentAndDropsItOnClose() throws SQLException {
        TestPostgres.create().close();
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            TestDatabase made = TestPostgres.create();
            took.add(Duration.ofNanos(System.nanoTime() - start));
            made.close();
        }
        long start = System.nanoTime();
        TestDatabase database = TestPostgres.create();
        took.add(Duration.ofNanos(System.nanoTime() - start));

        try (Connection held = database.superuser().getConnection()) {
            assertThat(held.isValid(1)).isTrue();
            database.close();
        }

        assertThat(Collections.min(took)).as("the shortest of %s", took).isLessThan(Duration.ofSeconds(2));
        assertThatThrownBy(() -> database.superuser().getConnection())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void keepsDatabasesApart() throws SQLException {
        try (TestDatabase one = TestPostgres.create();
                TestDatabase other = TestPostgres.create();
                Connection inOne = one.dataSource("registry_owner").getConnection();
                Connection inOther = other.dataSource("registry_owner").getConnection()) {
            inOne.createStatement().execute("CREATE TABLE model (name text)");

            assertThatThrownBy(() -> inOther.createStatement().execute("SELECT * FROM model"))
                    .hasMessageContaining("does not exist");
        }
    }

    @Test
    void givesTheRolesOfAServiceTheirLogins() throws SQLException {
        try (TestDatabase database = TestPostgres.create()) {
            var properties = database.properties("registry");
            for (String purpose : List.of("owner", "app", "worker")) {
                try (Connection connection = DriverManager.getConnection(
                        properties.get("plumbline.database.url"),
                        "registry_" + purpose,
                        properties.get("plumbline.database." + purpose + "-password"))) {
                    assertThat(connection.getSchema()).isEqualTo("registry");
                }
            }
            assertThatThrownBy(() -> database.properties("billing")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void stopsTheEmbeddedServerWhenTheJvmIsKilled() throws IOException, SQLException {
        Path output = Files.createTempFile("embedded", ".url");
        Process jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        output.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await("the other JVM's server").atMost(Duration.ofSeconds(90)).until(() -> Files.size(output) > 0);
            Server server = Server.at(Files.readString(output).strip());
            try (Connection connection = server.dataSource("postgres").getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }

            jvm.destroyForcibly();

            await("the end of the server").atMost(Duration.ofSeconds(30)).until(() -> !accepts(server));
        } finally {
            jvm.destroyForcibly();
            Files.delete(output);
        }
    }

    private static boolean accepts(Server server) {
        try (Connection connection = server.dataSource("postgres").getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    static final class Starter {
        private Starter() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            Server server = EmbeddedServer.start(PostgresPrograms.directory(), "secret");
            Path partial = Path.of(args[0] + ".partial");
            Files.writeString(
                    partial, server.jdbcUrl("postgres") + "?user=" + server.user() + "&password=" + server.password());
            Files.move(partial, Path.of(args[0]), StandardCopyOption.REPLACE_EXISTING);
            new CountDownLatch(1).await();
        }
    }
}
