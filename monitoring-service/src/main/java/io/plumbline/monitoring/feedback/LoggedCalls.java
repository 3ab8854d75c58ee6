package io.plumbline.monitoring.feedback;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Finds the team and route of a call. The request role may not read the audit log, so this uses the worker role
/// and reveals only the team and route of a call.
@Component
final class LoggedCalls {

    private static final String CALLS = "gateway.call.";

    private final AuditReader reader;

    LoggedCalls(AuditReader reader) {
        this.reader = reader;
    }

    /// @param route the route of the call
    record LoggedCall(String team, String route) {}

    /// Returns a call; empty while its event is not in the log.
    Optional<LoggedCall> find(UUID callId) {
        return event(callId)
                .filter(LoggedCalls::isCall)
                .map(event -> new LoggedCall(event.team(), event.resource().id()));
    }

    /// Whether the id belongs to an event that is not a call.
    boolean isOther(UUID callId) {
        return event(callId).filter(event -> !isCall(event)).isPresent();
    }

    private Optional<AuditEvent> event(UUID callId) {
        return Tenancy.asWorker(() -> reader.find(callId));
    }

    private static boolean isCall(AuditEvent event) {
        return event.action().startsWith(CALLS);
    }
}
