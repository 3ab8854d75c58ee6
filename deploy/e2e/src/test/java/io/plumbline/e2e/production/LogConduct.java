package io.plumbline.e2e.production;

import io.plumbline.audit.AuditReader;
import io.plumbline.configuration.conduct.ConductReport;
import io.plumbline.configuration.conduct.ConductVerification;
import io.plumbline.e2e.RunningStack;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// What the log of the running stack says of production, read on from where it was read before. Not thread-safe.
final class LogConduct {

    private final AuditReader reader;
    private final ConductVerification verification = new ConductVerification();
    private long next;

    LogConduct(RunningStack stack) {
        reader = new AuditReader(new DriverManagerDataSource(
                stack.credential("databaseUrl"),
                stack.credential("databaseUser"),
                stack.credential("databasePassword")));
    }

    /// With everything that is in the log by now.
    ConductReport report() {
        next = verification.take(reader, next);
        return verification.report();
    }
}
