package io.plumbline.kit.audit;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditEventBuilder;
import io.plumbline.audit.AuditLog;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import java.util.Locale;

/// Completes audit entries with id, time, service, caller and trace.
final class AppendingTrail implements AuditTrail {

    private final AuditLog log;
    private final UuidV7 ids;
    private final String service;

    AppendingTrail(AuditLog log, UuidV7 ids, String service) {
        this.log = log;
        this.ids = ids;
        this.service = service;
    }

    @Override
    public void append(AuditEntry entry) {
        AuditEventBuilder event = AuditEvent.builder(ids.next())
                .service(service)
                .team(entry.team())
                .actor(Callers.find().map(AppendingTrail::actorOf).orElseGet(this::thisService))
                .action(entry.action())
                .resource(new Resource(entry.resourceType(), entry.resourceId(), entry.resourceVersion()))
                .outcome(entry.outcome())
                .attributes(entry.attributes());
        String traceId = entry.traceId() == null ? ProblemWriter.currentTraceId() : entry.traceId();
        if (traceId != null) {
            event.traceId(traceId);
        }
        log.append(event.build());
    }

    /// Returns the caller as the actor of an event.
    static Actor actorOf(Caller caller) {
        return new Actor(caller.type().name().toLowerCase(Locale.ROOT).replace('_', '-'), caller.id());
    }

    private Actor thisService() {
        return new Actor("service", service + "-service");
    }
}
