package io.plumbline.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.security.auth.module.UnixSystem;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.process.Liveness;
import io.plumbline.testpostgres.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    private static final String PASSWORD = "a password with 'quotes'";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// Unpacked once for all tests.
    @TempDir
    static Path binaries;

    @TempDir
    Path folder;

    private Home home;
    private int port;

    @BeforeAll
    static void unpack() {
        PostgresBinaries.unpackInto(binaries);
    }

    @BeforeEach
    void makeHome() throws IOException {
        home = new Home(folder.resolve("home with spaces")).prepare();
        Files.createSymbolicLink(home.postgresBinaries(), binaries);
        port = FreePort.find();
    }

    @AfterEach
    void stop() throws IOException {
        PostgresServer.findRunning(home).ifPresent(PostgresServer::shutDown);
        Files.delete(home.postgresBinaries());
    }

    @Test
    void keepsDataThroughAnOrderlyRestart() throws SQLException {
        PostgresServer server = server();
        ProcessHandle first = server.start();
        execute("CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (7)");

        server.stop(first);
        assertThat(Liveness.isRunning(first)).isFalse();
        assertThat(home.postgresData().resolve("postmaster.pid")).doesNotExist();

        server().start();
        assertThat(query("SELECT id FROM kept")).isEqualTo("7");
    }

    @Test
    void keepsWhatWasCommittedWhenEveryProcessIsKilled() throws SQLException {
        PostgresServer server = server();
        ProcessHandle first = server.start();
        execute("CREATE TABLE kept (id int)", "INSERT INTO kept SELECT generate_series(1, 1000)");

        List<ProcessHandle> backends = first.descendants().toList();
        first.destroyForcibly();
        backends.forEach(ProcessHandle::destroyForcibly);
        Liveness.endsWithin(first, LIMIT);
        assertThat(home.postgresData().resolve("postmaster.pid")).exists();

        server().start();
        assertThat(query("SELECT count(*) FROM kept")).isEqualTo("1000");
    }

    @Test
    void adoptsAServerThatOutlivedItsStarter() throws SQLException {
        ProcessHandle first = server().start();
        query("SELECT 1");

        assertThat(server().adopt()).contains(first);
    }

    @Test
    void movesAServerThatListensOnAnotherPort() throws SQLException, IOException {
        ProcessHandle first = server().start();
        query("SELECT 1");

        port = FreePort.find();
        PostgresServer moved = server();
        assertThat(moved.adopt()).isEmpty();
        assertThat(Liveness.isRunning(first)).isFalse();
        moved.start();
        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void startsAlthoughTheProcessOfAStalePidFileBelongsToSomebodyElse() throws SQLException, IOException {
        PostgresServer server = server();
        Files.writeString(
                home.postgresData().resolve("postmaster.pid"),
                "%d\n%s\n%d\n%d\n".formatted(ProcessHandle.current().pid(), home.postgresData(), 1, port));

        assertThat(server.adopt()).isEmpty();
        server.start();
        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void isDurableAndAsksForThePassword() throws SQLException {
        server().start();

        assertThat(query("SHOW fsync")).isEqualTo("on");
        assertThat(query("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(query("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query("SHOW server_encoding")).isEqualTo("UTF8");
        assertThatThrownBy(() -> DatabaseAccess.openEmbedded(port, "another", LIMIT))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("created with other secrets");
    }

    @Test
    void refusesDataOfAnotherVersion() throws IOException {
        server();
        Files.writeString(home.postgresData().resolve("PG_VERSION"), "17\n");

        assertThatThrownBy(this::server)
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("belongs to Postgres 17");
    }

    @Test
    void makesAClusterAgainThatWasInterrupted() throws SQLException, IOException {
        Path unfinished = Files.createDirectory(home.data().resolve("postgres.new"));
        Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");

        server().start();
        assertThat(query("SELECT 1")).isEqualTo("1");
        assertThat(unfinished).doesNotExist();
        assertThat(home.data().resolve("postgres.password")).doesNotExist();
    }

    @Test
    void runsAsAnUnprivilegedUserWhereRootHasNoNamespaces() throws SQLException {
        assumeThat(new UnixSystem().getUid()).as("needs root").isZero();

        PostgresServer server = PostgresServer.of(home, port, PASSWORD, RunAs.nobody());
        ProcessHandle process = server.start();
        assertThat(query("SELECT 1")).isEqualTo("1");
        assertThat(process.info().user()).contains("nobody");
        server.stop(process);

        // Back in a namespace of root's, the files go back to root.
        server().start();
        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    private PostgresServer server() {
        return PostgresServer.of(home, port, PASSWORD);
    }

    private void execute(String... statements) throws SQLException {
        DatabaseAddress address = DatabaseAccess.openEmbedded(port, PASSWORD, LIMIT);
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private String query(String sql) throws SQLException {
        DatabaseAddress address = DatabaseAccess.openEmbedded(port, PASSWORD, LIMIT);
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
