package io.plumbline.audit;

import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.PayloadCommitment;
import io.plumbline.audit.payload.PayloadVault;
import java.util.Optional;
import java.util.UUID;

/// Gives payloads to those who say what for, and writes down that it did: the read and its event
/// (`<service>.payload.read`) are one transaction. For roles in `audit_read` that may also append. Thread-safe.
public final class PayloadReader {
    private static final int MAX_PURPOSE = 200;

    private final String service;
    private final AuditReader reader;
    private final PayloadVault vault;
    private final AuditLog log;
    private final UuidV7 ids;

    /// @param service on whose behalf is read, such as `monitoring`
    public PayloadReader(String service, AuditReader reader, PayloadVault vault, AuditLog log, UuidV7 ids) {
        this.service = service;
        this.reader = reader;
        this.vault = vault;
        this.log = log;
        this.ids = ids;
    }

    /// @param purpose what the content is needed for, such as `drift detection`
    /// @return the content; empty when there is no such event, or it has no payload, or that was erased
    /// @throws IllegalStateException when no transaction is under way, or the payload is not the committed one
    public Optional<byte[]> read(UUID eventId, Actor by, String purpose) {
        Bounds.requireText(purpose, MAX_PURPOSE, "purpose");
        Optional<AuditEvent> event = reader.find(eventId);
        PayloadCommitment commitment = event.map(AuditEvent::payload).orElse(null);
        if (event.isEmpty() || commitment == null) {
            return Optional.empty();
        }
        Optional<Payload> payload = vault.open(eventId, commitment);
        log.append(AuditEvent.builder(ids.next())
                .service(service)
                .team(event.get().team())
                .actor(by)
                .action(service + ".payload.read")
                .resource(new Resource("audit-event", eventId.toString()))
                .outcome(payload.isPresent() ? Outcome.SUCCESS : Outcome.FAILURE)
                .attribute("purpose", purpose)
                .build());
        return payload.map(Payload::content);
    }
}
