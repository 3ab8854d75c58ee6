package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.PostgresServer;
import io.plumbline.standalone.process.ProcessLedger;
import io.plumbline.standalone.process.Stopping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Processes that a killed leader left running. Signals only processes that match their record.
final class Leftovers {

    private final Home home;
    private final ProcessLedger ledger;

    Leftovers(Home home) {
        this.home = home;
        this.ledger = new ProcessLedger(home.run());
    }

    /// Ends the process that would restart a leader. After that, a recorded leader is the last one.
    void stopWarden() {
        stop(WardenProcess.NAME, WardenProcess.GRACE);
    }

    /// A stack in one JVM adopts no service processes, and has no warden; a stack on other ports adopts none at
    /// all.
    void stopWhatCannotBeAdopted(Mode mode, Ports ports) {
        boolean moved = StackState.read(home)
                .filter(last -> last.portBase() != ports.base())
                .isPresent();
        if (mode == Mode.ONE_JVM || moved) {
            stopWarden();
            stopServices();
        }
        if (moved) {
            stop(SimulatorProcess.NAME, SimulatorProcess.GRACE);
        }
    }

    /// Stops everything, Postgres last.
    ///
    /// @return what was stopped
    List<String> stopAll() {
        stopWarden();
        List<String> stopped = new ArrayList<>(stopServices());
        if (stop(SimulatorProcess.NAME, SimulatorProcess.GRACE)) {
            stopped.add(SimulatorProcess.NAME);
        }
        Optional<ProcessHandle> postgres = PostgresServer.findRunning(home);
        postgres.ifPresent(server -> {
            PostgresServer.shutDown(server);
            stopped.add("postgres");
        });
        return stopped;
    }

    private List<String> stopServices() {
        List<Service> lastFirst = new ArrayList<>(List.of(Service.values()));
        Collections.reverse(lastFirst);
        List<String> stopped = new ArrayList<>();
        for (Service service : lastFirst) {
            if (stop(service.fullName(), ManyProcesses.GRACE)) {
                stopped.add(service.fullName());
            }
        }
        return stopped;
    }

    private boolean stop(String name, Duration grace) {
        Optional<ProcessHandle> process = ledger.findLiving(name);
        process.ifPresent(running -> Stopping.stop(running, grace));
        ledger.forget(name);
        return process.isPresent();
    }
}
