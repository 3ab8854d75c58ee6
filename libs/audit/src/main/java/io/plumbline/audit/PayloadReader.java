package io.plumbline.audit;

import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.PayloadCommitment;
import io.plumbline.audit.payload.PayloadVault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Returns payloads to readers that state a purpose, and records each read: the read and its event
/// (`<service>.payload.read`) share one transaction. For roles in `audit_read` that may also append.
/// Thread-safe.
public final class PayloadReader {
    private static final int MAX_PURPOSE = 200;

    private final String service;
    private final AuditReader reader;
    private final PayloadVault vault;
    private final PayloadStates states;
    private final AuditLog log;
    private final UuidV7 ids;

    /// @param service the reading service, for example `monitoring`
    public PayloadReader(
            String service, AuditReader reader, PayloadVault vault, PayloadStates states, AuditLog log, UuidV7 ids) {
        this.service = service;
        this.reader = reader;
        this.vault = vault;
        this.states = states;
        this.log = log;
        this.ids = ids;
    }

    /// The payload, or the reason why there is none.
    ///
    /// @param content empty unless the payload is kept
    public record Answer(PayloadState state, Optional<byte[]> content) {}

    /// @param purpose the purpose of the read, for example `drift detection`
    /// @throws IllegalStateException outside a transaction, or if the payload is not the committed one
    public Answer read(UUID eventId, Actor by, String purpose) {
        EventForm.requireText(purpose, MAX_PURPOSE, "purpose");
        Optional<AuditEvent> found = reader.find(eventId);
        PayloadCommitment commitment = found.map(AuditEvent::payload).orElse(null);
        if (found.isEmpty() || commitment == null) {
            return new Answer(new PayloadState.None(), Optional.empty());
        }
        AuditEvent event = found.get();
        Optional<byte[]> content = vault.open(eventId, commitment).map(Payload::content);
        PayloadState state = content.isPresent() ? new PayloadState.Kept() : states.absent(event);
        log.append(AuditEvent.builder(ids.next())
                .service(service)
                .team(event.team())
                .actor(by)
                .action(service + ".payload.read")
                .resource(new Resource("audit-event", eventId.toString()))
                .outcome(content.isPresent() ? Outcome.SUCCESS : Outcome.FAILURE)
                .attribute("purpose", purpose)
                .attribute("payload", state.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .build());
        return new Answer(state, content);
    }

    /// Returns the kept payloads of several events of a team, by event, for a purpose that needs no single one. One
    /// event (`<service>.payload.sampled`) records all reads, with their number and the first and last event.
    ///
    /// @param eventIds in the order of time; those of other teams, and those without a payload, are left out
    /// @param of what the payloads are read for
    /// @throws IllegalStateException outside a transaction, or if a payload is not the committed one
    public Map<UUID, byte[]> sample(String team, List<UUID> eventIds, Resource of, Actor by, String purpose) {
        EventForm.requireText(purpose, MAX_PURPOSE, "purpose");
        Map<UUID, byte[]> contents = new LinkedHashMap<>();
        for (UUID id : eventIds) {
            reader.find(id)
                    .filter(event -> event.team().equals(team))
                    .map(AuditEvent::payload)
                    .flatMap(commitment -> vault.open(id, commitment))
                    .ifPresent(payload -> contents.put(id, payload.content()));
        }
        if (!contents.isEmpty()) {
            List<UUID> read = List.copyOf(contents.keySet());
            log.append(AuditEvent.builder(ids.next())
                    .service(service)
                    .team(team)
                    .actor(by)
                    .action(service + ".payload.sampled")
                    .resource(of)
                    .outcome(Outcome.SUCCESS)
                    .attribute("purpose", purpose)
                    .attribute("payloads", read.size())
                    .attribute("first", read.getFirst().toString())
                    .attribute("last", read.getLast().toString())
                    .build());
        }
        return contents;
    }
}
