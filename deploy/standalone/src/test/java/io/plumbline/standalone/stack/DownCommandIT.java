package io.plumbline.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.standalone.postgres.DatabaseChoice;
import io.plumbline.standalone.process.Liveness;
import io.plumbline.standalone.process.ProcessLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownCommandIT {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Narrator narrator = Narrator.on(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    private final List<Process> started = new ArrayList<>();
    private Home home;
    private ProcessLedger ledger;

    @BeforeEach
    void prepare() {
        home = new Home(folder).prepare();
        ledger = new ProcessLedger(home.run());
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void stopsWhatALeaderThatWasKilledLeftBehind() throws IOException {
        ProcessHandle gateway = sleeper(Service.GATEWAY.fullName());
        ProcessHandle simulator = sleeper(SimulatorProcess.NAME);

        new DownCommand(home, narrator).run(false);

        assertThat(Liveness.isRunning(gateway)).isFalse();
        assertThat(Liveness.isRunning(simulator)).isFalse();
        assertThat(told()).contains("Stopped, including leftover processes: gateway-service, simulator.");
        assertThat(ledger.find(Service.GATEWAY.fullName())).isEmpty();
    }

    @Test
    void stopsTheLeader() throws IOException {
        ProcessHandle leader = sleeper(StackState.LEADER);
        new StackState(Mode.PROCESSES, 9000, true, false).write(home);

        new DownCommand(home, narrator).run(false);

        assertThat(Liveness.isRunning(leader)).isFalse();
        assertThat(StackState.read(home)).isEmpty();
        assertThat(told()).isEqualTo("Stopped.\n");
    }

    @Test
    void leavesAProcessAloneThatIsNotTheOneOnRecord() throws IOException {
        ProcessHandle stranger = sleeper(Service.EVAL.fullName());
        Path record = home.run().resolve("eval-service.json");
        Files.writeString(
                record,
                Files.readString(record)
                        .replaceFirst("\"identity\":\"[^\"]*\"", "\"identity\":\"an earlier process\""));

        new DownCommand(home, narrator).run(false);

        assertThat(Liveness.isRunning(stranger)).isTrue();
        assertThat(told()).isEqualTo("Nothing was running.\n");
    }

    @Test
    void purgesItsOwnDataAndNothingElse() throws IOException {
        Files.writeString(Files.createDirectories(home.postgresData()).resolve("table"), "rows");
        Files.writeString(home.secrets().resolve("installation.properties"), "secret");
        Files.writeString(home.credentials(), "{}");
        Path mine = Files.writeString(folder.resolve("mine.txt"), "kept");
        Path linked = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(linked.resolve("file"), "kept");
        Files.createSymbolicLink(home.data().resolve("link"), linked);

        new DownCommand(home, narrator).run(true);

        assertThat(home.data()).doesNotExist();
        assertThat(home.secrets()).doesNotExist();
        assertThat(home.credentials()).doesNotExist();
        assertThat(mine).hasContent("kept");
        assertThat(linked.resolve("file")).hasContent("kept");
    }

    @Test
    void keepsTheSecretsThatOpenADatabaseWhichItDoesNotRemove() throws IOException {
        Map<String, String> environment =
                Map.of("PLUMBLINE_DATABASE_URL", "postgresql://me:hidden@db.example/plumbline");
        new DatabaseChoice(home).take(DatabaseAddress.from(environment));
        Path secrets = Files.writeString(home.secrets().resolve("installation.properties"), "secret");
        Path key = Files.writeString(home.audit().resolve("verifier-key"), "key");

        new DownCommand(home, narrator).run(true);

        assertThat(home.logs()).doesNotExist();
        assertThat(secrets).hasContent("secret");
        assertThat(key).hasContent("key");
        assertThat(told())
                .contains("db.example/plumbline", home.secrets().toString())
                .doesNotContain("hidden");
    }

    @Test
    void doesNotTakeAnEmptyDatabaseForTheOneThatItWasToldBefore() {
        DatabaseChoice choice = new DatabaseChoice(home);
        choice.take(Optional.empty());
        choice.take(DatabaseAddress.from(Map.of("PLUMBLINE_DATABASE_URL", "postgresql://db.example/plumbline")));

        assertThatThrownBy(() -> choice.take(Optional.empty()))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("db.example/plumbline")
                .hasMessageContaining("PLUMBLINE_DATABASE_URL is not set");
    }

    @Test
    void tellsOfAStackThatIsNotThere() {
        boolean ready = new StatusCommand(home, Map.of(), narrator).run();

        assertThat(ready).isFalse();
        assertThat(told().lines())
                .hasSize(10)
                .anyMatch(line -> line.matches("gateway-service +- +http://localhost:8080 +stopped"))
                .last()
                .isEqualTo("Plumbline is not running.");
    }

    private ProcessHandle sleeper(String name) throws IOException {
        Process process = new ProcessBuilder("sleep", "300").start();
        started.add(process);
        ledger.record(name, process.toHandle(), "");
        return process.toHandle();
    }

    private String told() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
