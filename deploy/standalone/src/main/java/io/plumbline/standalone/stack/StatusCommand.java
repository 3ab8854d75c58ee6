package io.plumbline.standalone.stack;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.PostgresServer;
import io.plumbline.standalone.process.ProcessLedger;
import java.util.Map;
import java.util.Optional;

/// `status`: a line for each part of the stack with its process, its address and its readiness.
public final class StatusCommand {

    private final Home home;
    private final Map<String, String> environment;
    private final Narrator narrator;
    private final ProcessLedger ledger;

    public StatusCommand(Home home, Map<String, String> environment, Narrator narrator) {
        this.home = home;
        this.environment = environment;
        this.narrator = narrator;
        this.ledger = new ProcessLedger(home.run());
    }

    /// @return whether all services are ready
    public boolean run() {
        Optional<StackState> state = StackState.ofLivingLeader(home);
        Optional<ProcessHandle> leader = StackState.leader(home);
        Ports ports = StackState.read(home).map(StackState::ports).orElseGet(() -> Ports.from(environment));
        narrator.verbatim("%-20s %-9s %-28s %s".formatted("", "PID", "ADDRESS", "STATE"));
        boolean ready = true;
        boolean anything = false;
        try (Readiness readiness = new Readiness(ports)) {
            for (Service service : Service.values()) {
                Optional<ProcessHandle> process = state.map(StackState::mode).orElse(Mode.PROCESSES) == Mode.ONE_JVM
                        ? leader
                        : ledger.findLiving(service.fullName());
                Readiness.Answer answer = process.isPresent() ? readiness.of(service) : Readiness.Answer.ABSENT;
                anything |= process.isPresent();
                ready &= answer == Readiness.Answer.READY;
                row(service.fullName(), process, ports.publicUrl(service), answer);
            }
            Optional<ProcessHandle> simulator = ledger.findLiving(SimulatorProcess.NAME);
            row(SimulatorProcess.NAME, simulator, ports.simulatorUrl(), readiness.ofSimulator());
            Optional<ProcessHandle> postgres = PostgresServer.findRunning(home);
            anything |= simulator.isPresent() || postgres.isPresent();
            if (StackState.read(home)
                    .filter(last -> last.mode() == Mode.PROCESSES)
                    .isPresent()) {
                watcher("supervisor", leader);
                watcher(WardenProcess.NAME, ledger.findLiving(WardenProcess.NAME));
            }
            if (state.filter(StackState::ownDatabase).isPresent()) {
                String url =
                        Credentials.read(home).map(Credentials::databaseUrl).orElse("");
                narrator.verbatim("%-20s %-9s %s".formatted("your own database", "-", url));
            } else {
                row("postgres", postgres, "127.0.0.1:" + ports.postgres(), readiness.ofPostgres());
            }
        }
        if (leader.isEmpty()) {
            narrator.say(withoutLeader(anything));
        }
        return ready && leader.isPresent();
    }

    private String withoutLeader(boolean anything) {
        if (ledger.findLiving(WardenProcess.NAME).isPresent()) {
            return "The supervisor ended and is being restarted.";
        }
        return anything
                ? "This stack has no supervisor: processes that end are not restarted. Run ./plumbline up or down."
                : "Plumbline is not running.";
    }

    private void watcher(String name, Optional<ProcessHandle> process) {
        String pid = process.map(running -> Long.toString(running.pid())).orElse("-");
        narrator.verbatim("%-20s %-9s %-28s %s".formatted(name, pid, "-", process.isPresent() ? "running" : "stopped"));
    }

    private void row(String name, Optional<ProcessHandle> process, String address, Readiness.Answer answer) {
        String pid = process.map(running -> Long.toString(running.pid())).orElse("-");
        String state = switch (process.isPresent() ? answer : Readiness.Answer.ABSENT) {
            case READY -> "ready";
            case NOT_READY -> "not ready";
            case ABSENT -> process.isPresent() ? "no answer" : "stopped";
        };
        narrator.verbatim("%-20s %-9s %-28s %s".formatted(name, pid, address, state));
    }
}
