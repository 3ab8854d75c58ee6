package io.plumbline.standalone.stack;

import io.plumbline.standalone.audit.VerifierKey;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.init.Init;
import io.plumbline.standalone.init.Secrets;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseAccess;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.standalone.postgres.DatabaseChoice;
import io.plumbline.standalone.postgres.PostgresServer;
import io.plumbline.standalone.process.Jvm;
import io.plumbline.standalone.process.ProcessLedger;
import io.plumbline.standalone.process.Supervisor;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Starts a stack and stops it: Postgres, first credentials, simulator, services; and down in reverse order, so
/// that no service loses the database while it still writes. Processes of an earlier, killed leader are adopted
/// or stopped first.
final class Leader {

    private static final Duration POSTGRES_LIMIT = Duration.ofSeconds(60);
    private static final Duration READY_LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /// The groups of services that start concurrently. Governance comes first: it migrates the audit log to which
    /// all others append, and issues the tokens for their calls to each other. In a shared JVM it also sets up
    /// logging, which Spring Boot cannot do for several contexts at once. The others themselves wait for what they
    /// need of each other.
    private static final List<Set<Service>> START_ORDER =
            List.of(EnumSet.of(Service.GOVERNANCE), EnumSet.complementOf(EnumSet.of(Service.GOVERNANCE)));

    private final Home home;
    private final Ports ports;
    private final Mode mode;
    private final Optional<DatabaseAddress> ownDatabase;
    private final Narrator narrator;
    private final ProcessLedger ledger;
    private final Supervisor supervisor;
    /// Keeps the warden, which must stop before everything that it would restart.
    private final Supervisor wardenKeeper;
    private final ServiceRunner services;
    private final StackLock lock;
    private final Jvm jvm = Jvm.ofThisBuild();
    private volatile boolean stopping;

    Leader(
            Home home,
            Ports ports,
            Mode mode,
            Optional<DatabaseAddress> ownDatabase,
            Narrator narrator,
            StackLock lock) {
        this.home = home;
        this.ports = ports;
        this.mode = mode;
        this.ownDatabase = ownDatabase;
        this.narrator = narrator;
        this.lock = lock;
        this.ledger = new ProcessLedger(home.run());
        this.supervisor = new Supervisor(narrator::say);
        this.wardenKeeper = new Supervisor(narrator::say);
        this.services = mode == Mode.ONE_JVM ? new OneJvm(home) : new ManyProcesses(home, jvm, ledger, supervisor);
    }

    /// Returns when all services are ready.
    void start() {
        new Leftovers(home).stopWhatCannotBeAdopted(mode, ports);
        StackState starting = new StackState(mode, ports.base(), false, ownDatabase.isPresent());
        starting.write(home);
        ledger.record(StackState.LEADER, ProcessHandle.current(), mode.name());
        PortCheck.requireFree(portsWanted());
        keepWarden();

        Init init = new Init(home);
        new DatabaseChoice(home.prepare()).take(ownDatabase);
        Secrets secrets = init.secrets();
        DatabaseAddress database = narrator.during("starting Postgres", progress -> startDatabase(secrets, progress));
        supervisor.keep(SimulatorProcess.of(home, ports, jvm, ledger));
        init.install(secrets, ports, database);
        narrator.whileDoing("starting the services", this::startServices);
        keepVerifierKey();
        starting.asReady().write(home);
    }

    /// Continues for a supervisor that was killed: adopts running processes, starts the others. It needs no
    /// responding database, changes no setting, and returns without waiting for readiness. The stack is therefore
    /// watched again at once, whatever else is broken at the time.
    ///
    /// @throws RuntimeException when something could not be started; running processes continue
    void takeOver() {
        ledger.record(StackState.LEADER, ProcessHandle.current(), mode.name());
        keepWarden();
        Secrets secrets = new Init(home).secrets();
        if (ownDatabase.isEmpty()) {
            supervisor.keep(PostgresServer.of(home, ports.postgres(), secrets.superuserPassword()));
        }
        supervisor.keep(SimulatorProcess.of(home, ports, jvm, ledger));
        START_ORDER.forEach(together -> together.forEach(services::start));
    }

    /// Called once, from the thread that ends the JVM.
    void stop() {
        stopping = true;
        wardenKeeper.stop();
        services.stop();
        supervisor.stop();
        StackState.forget(home);
        ledger.forget(StackState.LEADER);
        lock.close();
    }

    boolean isStopping() {
        return stopping;
    }

    private void keepWarden() {
        if (mode == Mode.PROCESSES) {
            wardenKeeper.keep(WardenProcess.of(home, jvm, ledger));
        }
    }

    private DatabaseAddress startDatabase(Secrets secrets, Progress progress) {
        if (ownDatabase.isPresent()) {
            if (PostgresServer.hasData(home)) {
                narrator.say("The embedded database in %s is not used: the data of this stack are now in %s."
                        .formatted(home.postgresData(), ownDatabase.get().url()));
            }
            progress.at("waiting for " + ownDatabase.get());
            return ownDatabase.get();
        }
        if (!PostgresServer.hasData(home)) {
            progress.at("making a database");
        }
        supervisor.keep(PostgresServer.of(home, ports.postgres(), secrets.superuserPassword()));
        progress.at("waiting for Postgres");
        return DatabaseAccess.openEmbedded(ports.postgres(), secrets.superuserPassword(), POSTGRES_LIMIT);
    }

    private void startServices(Progress progress) {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        try (Readiness readiness = new Readiness(ports)) {
            for (Set<Service> together : START_ORDER) {
                together.forEach(services::start);
                awaitReady(together, readiness, progress, deadline);
            }
        }
    }

    private void awaitReady(Set<Service> together, Readiness readiness, Progress progress, long deadline) {
        Set<Service> waiting = EnumSet.copyOf(together);
        while (true) {
            waiting.removeIf(service -> readiness.of(service) == Readiness.Answer.READY);
            if (waiting.isEmpty()) {
                return;
            }
            services.checkStarting();
            progress.at("waiting for " + names(waiting));
            if (System.nanoTime() > deadline) {
                throw new CannotContinue("Not ready after %d minutes: %s. See the logs in %s."
                        .formatted(READY_LIMIT.toMinutes(), names(waiting), home.logs()));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private void keepVerifierKey() {
        try {
            new VerifierKey(home).keepFirst(ports.internalUrl(Service.GOVERNANCE));
        } catch (CannotContinue e) {
            narrator.say(
                    e.getMessage() + " ./plumbline audit-verify does not work until then. The next up tries again.");
        }
    }

    /// Processes that will be adopted occupy their ports legitimately.
    private Map<Integer, String> portsWanted() {
        Map<Integer, String> wanted = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            if (ledger.findLiving(service.fullName()).isEmpty()) {
                wanted.put(ports.of(service), service.fullName());
            }
        }
        if (ledger.findLiving(SimulatorProcess.NAME).isEmpty()) {
            wanted.put(ports.simulator(), "the simulator");
        }
        if (ownDatabase.isEmpty() && PostgresServer.findRunning(home).isEmpty()) {
            wanted.put(ports.postgres(), "Postgres");
        }
        return wanted;
    }

    private static String names(Set<Service> services) {
        return String.join(", ", services.stream().map(Service::id).toList());
    }
}
