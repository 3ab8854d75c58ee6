package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.process.Jvm;
import io.plumbline.standalone.process.ProcessLedger;
import io.plumbline.standalone.process.ProcessSpec;
import io.plumbline.standalone.process.RecordedProcess;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// The process of the [Warden], kept running by the supervisor that it watches. Like the leader it may receive
/// the address of the user's own database, because it starts the next leader.
final class WardenProcess {

    static final String NAME = "warden";
    static final Duration GRACE = Duration.ofSeconds(5);

    private WardenProcess() {}

    static RecordedProcess of(Home home, Jvm jvm, ProcessLedger ledger) {
        ProcessSpec spec = new ProcessSpec(
                NAME,
                jvm.command(NAME, LeaderProcess.MAIN_CLASS, List.of(NAME)),
                Set.of(),
                home.root(),
                home.logs().resolve("warden.log"),
                jvm.fingerprint());
        return new RecordedProcess(spec, ledger, GRACE);
    }
}
