package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.standalone.process.Jvm;
import io.plumbline.standalone.process.ProcessLedger;
import io.plumbline.standalone.process.ProcessSpec;
import io.plumbline.standalone.process.RecordedProcess;
import java.time.Duration;
import java.util.List;

/// The model server of the local stack, always its own process: it plays an external machine.
final class SimulatorProcess {

    static final String NAME = "simulator";
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final String MAIN_CLASS = "io.plumbline.simulator.Simulator";

    private SimulatorProcess() {}

    static RecordedProcess of(Home home, Ports ports, Jvm jvm, ProcessLedger ledger) {
        List<String> arguments = List.of("--port", Integer.toString(ports.simulator()));
        ProcessSpec spec = new ProcessSpec(
                NAME,
                jvm.command(NAME, MAIN_CLASS, arguments),
                DatabaseAddress.VARIABLES,
                home.run(),
                home.logs().resolve("simulator.log"),
                jvm.fingerprint() + " " + ports.base());
        return new RecordedProcess(spec, ledger, GRACE);
    }
}
