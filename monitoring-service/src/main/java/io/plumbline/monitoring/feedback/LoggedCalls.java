package io.plumbline.monitoring.feedback;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.projection.CallEvent;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds the team, route and version of a call. The request role may not read the audit log, so this uses the
/// worker role and reveals nothing else of a call.
@Component
final class LoggedCalls {

    private final AuditReader reader;

    LoggedCalls(AuditReader reader) {
        this.reader = reader;
    }

    /// @param route the route of the call
    /// @param rated null if the event cannot be read
    record LoggedCall(String team, String route, @Nullable RatedCall rated) {}

    /// Returns a call; empty while its event is not in the log.
    Optional<LoggedCall> find(UUID callId) {
        return event(callId)
                .filter(CallEvent::isCall)
                .map(event -> new LoggedCall(event.team(), event.resource().id(), rated(event)));
    }

    private static @Nullable RatedCall rated(AuditEvent event) {
        return CallEvent.read(event)
                .map(call -> new RatedCall(
                        CallEvent.cut(call.attributes().route()),
                        CallEvent.cut(call.attributes().variant()),
                        call.target(),
                        cut(call.attributes().served().prompt()),
                        event.subjects().isEmpty() ? null : cut(event.subjects().getFirst())))
                .orElse(null);
    }

    private static @Nullable String cut(@Nullable String name) {
        return name == null ? null : CallEvent.cut(name);
    }

    /// Whether the id belongs to an event that is not a call.
    boolean isOther(UUID callId) {
        return event(callId).filter(event -> !CallEvent.isCall(event)).isPresent();
    }

    private Optional<AuditEvent> event(UUID callId) {
        return Tenancy.asWorker(() -> reader.find(callId));
    }
}
