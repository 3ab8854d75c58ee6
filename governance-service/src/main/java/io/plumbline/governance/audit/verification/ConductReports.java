package io.plumbline.governance.audit.verification;

import io.plumbline.audit.AuditReader;
import io.plumbline.configuration.conduct.ConductReport;
import io.plumbline.configuration.conduct.ConductVerification;
import org.springframework.stereotype.Component;

/// Verifies from the whole log how production calls were served.
@Component
class ConductReports {

    private final AuditReader reader;

    ConductReports(AuditReader reader) {
        this.reader = reader;
    }

    ConductReport read() {
        ConductVerification verification = new ConductVerification();
        verification.take(reader, 0);
        return verification.report();
    }
}
