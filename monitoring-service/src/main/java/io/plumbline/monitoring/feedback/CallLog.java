package io.plumbline.monitoring.feedback;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.kit.database.Worker;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Whose call it was. The role of requests may not read the audit log, so this goes by the worker's and
/// gives away nothing of a call but its team.
@Component
final class CallLog {

    private static final String CALLS = "gateway.call.";

    private final AuditReader reader;

    CallLog(@Worker AuditReader reader) {
        this.reader = reader;
    }

    /// The team of a call; empty while its event is not in the log.
    Optional<String> teamOf(UUID callId) {
        return reader.find(callId).filter(CallLog::isCall).map(AuditEvent::team);
    }

    /// Whether the id is that of an event of something else.
    boolean isOther(UUID callId) {
        return reader.find(callId).filter(event -> !isCall(event)).isPresent();
    }

    private static boolean isCall(AuditEvent event) {
        return event.action().startsWith(CALLS);
    }
}
