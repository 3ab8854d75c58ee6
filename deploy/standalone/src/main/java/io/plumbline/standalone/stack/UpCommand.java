package io.plumbline.standalone.stack;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.standalone.process.Jvm;
import io.plumbline.standalone.process.Liveness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// `up`: leads the stack in this process until it is stopped, or starts a process that does and returns when the
/// stack is ready.
public final class UpCommand {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(5);

    private final Home home;
    private final Ports ports;
    private final Map<String, String> environment;
    private final Narrator narrator;

    public UpCommand(Home home, Map<String, String> environment, Narrator narrator) {
        this.home = home;
        this.ports = Ports.from(environment);
        this.environment = environment;
        this.narrator = narrator;
    }

    /// Leads the stack; a signal (Ctrl-C, `down`) stops it in order and ends this process.
    public void inForeground(Mode mode) {
        home.prepare();
        Optional<StackLock> lock = StackLock.tryTake(home);
        if (lock.isEmpty()) {
            awaitReadiness(mode);
            tellWhereTheyAre();
            return;
        }
        lead(new Leader(home, ports, mode, DatabaseAddress.from(environment), narrator, lock.get()));
    }

    /// Continues to lead a stack whose supervisor was killed, unless another process already does. A failed
    /// take-over ends only this process: nothing of the stack is stopped, and the warden tries again.
    public void takingOver() {
        Optional<StackLock> lock = lockOnceTheWardenLetsGo();
        Optional<StackState> state = StackState.read(home);
        if (lock.isEmpty() || state.isEmpty()) {
            return;
        }
        Leader leader = new Leader(
                home, state.get().ports(), Mode.PROCESSES, DatabaseAddress.from(environment), narrator, lock.get());
        if (!state.get().ready()) {
            lead(leader);
            return;
        }
        leader.takeOver();
        stopAtTheEnd(leader);
        narrator.say("The supervisor is back.");
        await(new CountDownLatch(1));
    }

    /// Starts a process that leads the stack, unless there is one, and waits until the stack is ready.
    public void detached(Mode mode) {
        home.prepare();
        if (StackState.leader(home).isEmpty()) {
            long began = System.nanoTime();
            follow(launch(mode));
            narrator.say("Plumbline is ready after %d s.".formatted(secondsSince(began)));
        } else {
            awaitReadiness(mode);
        }
        tellWhereTheyAre();
    }

    private void lead(Leader leader) {
        stopAtTheEnd(leader);
        long began = System.nanoTime();
        try {
            leader.start();
            narrator.say("Plumbline is ready after %d s.".formatted(secondsSince(began)));
            tellWhereTheyAre();
        } catch (RuntimeException e) {
            // Stopping in the middle of a start makes the start fail; the failure says nothing then.
            if (!leader.isStopping()) {
                throw e;
            }
        }
        await(new CountDownLatch(1));
    }

    private Optional<StackLock> lockOnceTheWardenLetsGo() {
        home.prepare();
        long deadline = System.nanoTime() + LOCK_LIMIT.toNanos();
        Optional<StackLock> lock = StackLock.tryTake(home);
        while (lock.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            lock = StackLock.tryTake(home);
        }
        return lock;
    }

    private void stopAtTheEnd(Leader leader) {
        Thread stop = Thread.ofPlatform().name("stop").unstarted(() -> {
            narrator.say("Stopping.");
            leader.stop();
            narrator.say("Stopped.");
        });
        Runtime.getRuntime().addShutdownHook(stop);
    }

    private ProcessHandle launch(Mode mode) {
        try {
            Files.writeString(LeaderProcess.log(home), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return LeaderProcess.starting(home, Jvm.ofThisBuild(), mode).start();
    }

    /// Repeats the leader's output until the stack is ready.
    private void follow(ProcessHandle leader) {
        try (LogTail tail = new LogTail(LeaderProcess.log(home), narrator::verbatim)) {
            while (!isReady()) {
                boolean alive = Liveness.isRunning(leader);
                tail.repeatNewLines();
                if (!alive) {
                    throw new CannotContinue("Plumbline did not start. Logs are in " + home.logs() + ".");
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    /// Waits for a stack that another process is starting or has started.
    private void awaitReadiness(Mode mode) {
        Optional<StackState> state = StackState.ofLivingLeader(home);
        if (state.map(StackState::mode).filter(running -> running != mode).isPresent()) {
            narrator.say("Plumbline is already running, %s. To change that, run ./plumbline down, then up."
                    .formatted(mode == Mode.PROCESSES ? "in one process" : "with a process for each service"));
        } else {
            narrator.say("Plumbline is already running.");
        }
        narrator.whileDoing("waiting until all services are ready", progress -> {
            while (!isReady()) {
                if (StackState.leader(home).isEmpty()) {
                    throw new CannotContinue("Plumbline stopped while starting. Logs are in " + home.logs() + ".");
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        });
    }

    private boolean isReady() {
        return StackState.ofLivingLeader(home).filter(StackState::ready).isPresent();
    }

    private void tellWhereTheyAre() {
        Ports running = StackState.read(home).map(StackState::ports).orElse(ports);
        for (Service service : Service.values()) {
            narrator.verbatim("  %-12s %s".formatted(service.id(), running.publicUrl(service)));
        }
        narrator.verbatim("  %-12s %s".formatted(SimulatorProcess.NAME, running.simulatorUrl()));
        Credentials.read(home)
                .ifPresent(credentials -> narrator.verbatim("  %-12s %s, password and API key in %s"
                        .formatted("login", credentials.adminUser(), home.credentials())));
        narrator.verbatim("  %-12s %s".formatted("logs", home.logs()));
    }

    private static long secondsSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }

    private static void await(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
