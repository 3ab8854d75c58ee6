package io.plumbline.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {

    @TempDir
    Path folder;

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final List<Supervisor> supervisors = new ArrayList<>();
    private ProcessLedger ledger;
    private Path notes;

    @BeforeEach
    void prepare() throws IOException {
        ledger = new ProcessLedger(folder);
        notes = Files.createFile(folder.resolve("notes"));
    }

    @AfterEach
    void stop() {
        supervisors.forEach(Supervisor::stop);
        for (String name : List.of("one", "two")) {
            ledger.findLiving(name).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void startsAgainWhatDies() {
        supervisor().keep(child("one", "v1"));
        ProcessHandle first = ledger.findLiving("one").orElseThrow();
        awaitNotes("start one");

        first.destroyForcibly();

        awaitNotes("start one", "start one");
        assertThat(ledger.findLiving("one").orElseThrow().pid()).isNotEqualTo(first.pid());
        assertThat(reports).anyMatch(report -> report.startsWith("one ended. It will be restarted in"));
    }

    @Test
    void stopsInTheReverseOrderAndStartsNothingAgain() {
        Supervisor supervisor = supervisor();
        supervisor.keep(child("one", "v1"));
        supervisor.keep(child("two", "v1"));
        await("both run").until(() -> notes().size() == 2);

        supervisor.stop();

        assertThat(notes().subList(2, 4)).containsExactly("end two", "end one");
        assertThat(ledger.find("one")).isEmpty();
        await("nothing comes back").during(Duration.ofSeconds(1)).until(() -> notes().size() == 4);
    }

    @Test
    void adoptsWhatAnEarlierSupervisorLeft() {
        supervisor().keep(child("one", "v1"));
        ProcessHandle running = ledger.findLiving("one").orElseThrow();
        awaitNotes("start one");

        Supervisor next = supervisor();
        next.keep(child("one", "v1"));
        assertThat(ledger.findLiving("one")).contains(running);

        next.stop();
        awaitNotes("start one", "end one");
        assertThat(Liveness.isRunning(running)).isFalse();
    }

    @Test
    void replacesAProcessOfAnotherBuild() {
        child("one", "v1").start();
        awaitNotes("start one");

        supervisor().keep(child("one", "v2"));

        awaitNotes("start one", "end one", "start one");
    }

    @Test
    void leavesAProcessAloneThatMerelyHasThePid() throws IOException {
        ProcessHandle stranger = child("two", "v1").start();
        awaitNotes("start two");
        String record = Files.readString(folder.resolve("two.json"));
        Files.writeString(
                folder.resolve("one.json"), record.replaceFirst("\"identity\":\"[^\"]*\"", "\"identity\":\"another\""));

        supervisor().keep(child("one", "v2"));

        awaitNotes("start two", "start one");
        assertThat(Liveness.isRunning(stranger)).isTrue();
    }

    private Supervisor supervisor() {
        Supervisor supervisor = new Supervisor(reports::add);
        supervisors.add(supervisor);
        return supervisor;
    }

    private RecordedProcess child(String name, String fingerprint) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TinyChild.class.getName(),
                name,
                notes.toString());
        ProcessSpec spec =
                new ProcessSpec(name, command, Set.of("HIDDEN"), folder, folder.resolve(name + ".log"), fingerprint);
        return new RecordedProcess(spec, ledger, Duration.ofSeconds(20));
    }

    private void awaitNotes(String... lines) {
        await("notes are " + String.join(", ", lines))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(notes()).containsExactly(lines));
    }

    private List<String> notes() {
        try {
            return Files.readAllLines(notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
