package io.plumbline.monitoring.feedback;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.kit.database.Worker;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Whose call it was. The role of requests may not read the audit log, so this goes by the worker's and
/// gives away nothing of a call but its team and route.
@Component
final class CallLog {

    private static final String CALLS = "gateway.call.";

    private final AuditReader reader;

    CallLog(@Worker AuditReader reader) {
        this.reader = reader;
    }

    /// @param route that it went by
    record LoggedCall(String team, String route) {}

    /// A call; empty while its event is not in the log.
    Optional<LoggedCall> find(UUID callId) {
        return reader.find(callId)
                .filter(CallLog::isCall)
                .map(event -> new LoggedCall(event.team(), event.resource().id()));
    }

    /// Whether the id is that of an event of something else.
    boolean isOther(UUID callId) {
        return reader.find(callId).filter(event -> !isCall(event)).isPresent();
    }

    private static boolean isCall(AuditEvent event) {
        return event.action().startsWith(CALLS);
    }
}
