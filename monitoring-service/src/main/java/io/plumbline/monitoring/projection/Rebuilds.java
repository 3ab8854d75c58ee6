package io.plumbline.monitoring.projection;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.security.Caller;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Starts rebuilds, and says so in the audit log.
@Service
class Rebuilds {

    private final ProjectionRunner runner;
    private final AuditTrail trail;

    Rebuilds(ProjectionRunner runner, AuditTrail trail) {
        this.runner = runner;
        this.trail = trail;
    }

    /// @return false when there is no projection of that name
    @Transactional
    public boolean start(String name) {
        if (!runner.rebuild(name)) {
            return false;
        }
        trail.append(AuditEntry.of(ProjectionAction.REBUILT, Caller.PLATFORM_TEAM, "projection", name));
        return true;
    }
}
