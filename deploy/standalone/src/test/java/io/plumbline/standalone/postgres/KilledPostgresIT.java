package io.plumbline.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.process.Liveness;
import io.plumbline.standalone.process.Supervisor;
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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the supervisor handles a Postgres whose postmaster was killed.
class KilledPostgresIT {

    private static final String PASSWORD = "password";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final Supervisor supervisor = new Supervisor(reports::add);
    private Home home;
    private DatabaseAddress address;
    private ProcessHandle postmaster;

    @BeforeEach
    void start() throws IOException, SQLException {
        home = new Home(folder).prepare();
        int port = FreePort.find();
        supervisor.keep(PostgresServer.of(home, port, PASSWORD));
        address = DatabaseAccess.openEmbedded(port, PASSWORD, LIMIT);
        postmaster = PostgresServer.findRunning(home).orElseThrow();
        execute("CREATE TABLE kept (id int)");
        execute("INSERT INTO kept SELECT generate_series(1, 1000)");
    }

    @AfterEach
    void stop() {
        supervisor.stop();
    }

    @Test
    void isStartedAgainOnTheSamePortWithAllThatWasCommitted() throws SQLException {
        postmaster.destroyForcibly();

        assertThat(countOnceItAnswers()).isEqualTo(1000);
        assertThat(PostgresServer.findRunning(home).orElseThrow().pid()).isNotEqualTo(postmaster.pid());
        assertThat(reports).anyMatch(report -> report.startsWith("postgres ended. It will be restarted in 500 ms"));
    }

    @Test
    void isStartedAgainAlthoughABackendCannotNotice() throws SQLException, IOException, InterruptedException {
        assumeThat(Path.of("/proc/self/cwd")).as("processes are found by it").exists();
        try (Connection idle = address.connect();
                Statement statement = idle.createStatement();
                ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
            pid.next();
            ProcessHandle backend = ProcessHandle.of(pid.getLong(1)).orElseThrow();
            stopProcess(backend);

            postmaster.destroyForcibly();

            assertThat(countOnceItAnswers()).isEqualTo(1000);
            assertThat(Liveness.isRunning(backend)).isFalse();
            assertThat(Files.readString(home.logs().resolve("postgres.log")))
                    .as("it was started once, when nobody held the memory any more")
                    .doesNotContain("still in use");
        }
    }

    private long countOnceItAnswers() throws SQLException {
        assertThat(Liveness.endsWithin(postmaster, LIMIT)).isTrue();
        try (Connection connection = DatabaseAccess.connect(address, LIMIT);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM kept")) {
            count.next();
            return count.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void stopProcess(ProcessHandle process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", "kill -STOP " + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }
}
