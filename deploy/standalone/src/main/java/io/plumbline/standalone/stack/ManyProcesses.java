package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.standalone.process.Jvm;
import io.plumbline.standalone.process.ProcessLedger;
import io.plumbline.standalone.process.ProcessSpec;
import io.plumbline.standalone.process.RecordedProcess;
import io.plumbline.standalone.process.Supervisor;
import java.time.Duration;

/// Runs each service in its own process. The process is restarted when it dies, and adopted by the next
/// supervisor when this one does.
final class ManyProcesses implements ServiceRunner {

    /// Longer than a service waits for its own callers to finish.
    static final Duration GRACE = Duration.ofSeconds(30);

    private final Home home;
    private final Jvm jvm;
    private final ProcessLedger ledger;
    private final Supervisor supervisor;

    ManyProcesses(Home home, Jvm jvm, ProcessLedger ledger, Supervisor supervisor) {
        this.home = home;
        this.jvm = jvm;
        this.ledger = ledger;
        this.supervisor = supervisor;
    }

    @Override
    public void start(Service service) {
        ProcessSpec spec = new ProcessSpec(
                service.fullName(),
                jvm.command(
                        "service",
                        service.applicationClass(),
                        ServiceArguments.of(home, service, home.logs().resolve(service.fullName() + ".log"))),
                DatabaseAddress.VARIABLES,
                home.run(),
                home.logs().resolve(service.fullName() + ".out"),
                jvm.fingerprint());
        supervisor.keep(new RecordedProcess(spec, ledger, GRACE));
    }

    @Override
    public void checkStarting() {
        // A service that ends is started again, and its end is reported, by the supervisor.
    }

    @Override
    public void stop() {
        // The supervisor stops them, with what it keeps besides.
    }
}
