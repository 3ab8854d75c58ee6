package io.plumbline.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.process.Liveness;
import io.plumbline.standalone.process.ProcessLedger;
import io.plumbline.standalone.process.ProcessSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The leaders here are processes that merely live; `FaultsE2ET` tests what a leader does.
class WardenIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private Home home;
    private ProcessLedger ledger;
    private Warden warden;

    @BeforeEach
    void makeStack() {
        home = new Home(folder).prepare();
        ledger = new ProcessLedger(home.run());
        new StackState(Mode.PROCESSES, 9000, true, false).write(home);
        warden = new Warden(home, sleeper(StackState.LEADER), reports::add);
    }

    @AfterEach
    void stop() throws InterruptedException {
        warden.stop();
        StackState.forget(home);
        for (String name : List.of(StackState.LEADER, WardenProcess.NAME, Service.EVAL.fullName())) {
            ledger.findLiving(name).ifPresent(ProcessHandle::destroyForcibly);
        }
        for (Thread thread : threads) {
            thread.join(LIMIT);
        }
    }

    @Test
    void startsASupervisorAgainThatWasKilled() {
        ProcessHandle first = run(StackState.LEADER);
        watch();

        first.destroyForcibly();

        await("a next leader is on record")
                .atMost(LIMIT)
                .until(() -> StackState.leader(home)
                        .filter(next -> next.pid() != first.pid())
                        .isPresent());
        assertThat(reports)
                .anyMatch(report -> report.startsWith("The supervisor ended. It will be restarted in 500 ms"));
    }

    @Test
    void leavesALeaderAloneThatLives() {
        ProcessHandle first = run(StackState.LEADER);
        watch();

        await("nothing happens")
                .during(Duration.ofSeconds(1))
                .until(() -> reports.isEmpty()
                        && StackState.leader(home).filter(first::equals).isPresent());
    }

    @Test
    void startsNoneBesideALeaderThatIsNotYetOnRecord() {
        StackLock lock = StackLock.tryTake(home).orElseThrow();
        watch();
        await("it has seen that there is no leader").atMost(LIMIT).until(() -> reports.size() >= 2);
        assertThat(ledger.find(StackState.LEADER)).isEmpty();

        lock.close();

        await("then it starts one")
                .atMost(LIMIT)
                .until(() -> StackState.leader(home).isPresent());
    }

    @Test
    void triesAgainWhenTheNextLeaderCannotBeStarted() throws IOException {
        Path record = home.run().resolve(StackState.LEADER + ".json");
        Path obstacle = Files.createDirectories(record.resolve("in-the-way"));
        Set<ProcessHandle> ofOtherTests = children();
        watch();
        await("it has failed")
                .atMost(LIMIT)
                .until(() -> reports.stream().anyMatch(report -> report.startsWith("The supervisor did not start")));
        await("none is left off the record").atMost(LIMIT).until(() -> ofOtherTests.containsAll(children()));

        Files.delete(obstacle);
        Files.delete(record);

        await("then it starts one")
                .atMost(LIMIT)
                .until(() -> StackState.leader(home).isPresent());
    }

    @Test
    void endsWithAStackThatWasTakenDown() {
        ProcessHandle first = run(StackState.LEADER);
        Thread watching = watch();

        StackState.forget(home);
        first.destroyForcibly();

        await("it ends").atMost(LIMIT).until(() -> !watching.isAlive());
        assertThat(StackState.leader(home)).isEmpty();
    }

    @Test
    void bringsNothingBackAfterItWasStopped() {
        ProcessHandle first = run(StackState.LEADER);
        Thread watching = watch();

        warden.stop();
        first.destroyForcibly();
        first.onExit().join();

        await("it ends").atMost(LIMIT).until(() -> !watching.isAlive());
        assertThat(StackState.leader(home)).isEmpty();
    }

    @Test
    void isEndedByDownBeforeWhatItWouldBringBack() {
        ProcessHandle wardenProcess = run(WardenProcess.NAME);
        ProcessHandle service = run(Service.EVAL.fullName());

        new DownCommand(home, silent()).run(false);

        assertThat(Liveness.isRunning(wardenProcess)).isFalse();
        assertThat(Liveness.isRunning(service)).isFalse();
        assertThat(StackState.read(home)).isEmpty();
    }

    @Test
    void isEndedByAStackThatHasNone() {
        ProcessHandle wardenProcess = run(WardenProcess.NAME);

        new Leftovers(home)
                .stopWhatCannotBeAdopted(Mode.ONE_JVM, new StackState(Mode.ONE_JVM, 9000, true, false).ports());

        assertThat(Liveness.isRunning(wardenProcess)).isFalse();
    }

    /// The child processes of this JVM, in which other tests may have left a database.
    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(Liveness::isRunning).collect(Collectors.toSet());
    }

    private Thread watch() {
        Thread thread = Thread.ofPlatform().daemon().start(warden::watch);
        threads.add(thread);
        return thread;
    }

    private ProcessHandle run(String name) {
        ProcessHandle process = sleeper(name).start();
        ledger.record(name, process, "");
        return process;
    }

    private ProcessSpec sleeper(String name) {
        return new ProcessSpec(
                name, List.of("sleep", "300"), Set.of(), folder, folder.resolve(name + ".log"), Mode.PROCESSES.name());
    }

    private static Narrator silent() {
        return Narrator.on(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }
}
