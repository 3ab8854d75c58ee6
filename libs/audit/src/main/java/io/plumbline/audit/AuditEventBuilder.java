package io.plumbline.audit;

import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.audit.payload.PayloadCommitment;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Builds an [AuditEvent] and validates it. Not thread-safe.
public final class AuditEventBuilder {
    /// Milliseconds are always written, even if zero.
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    final UUID id;
    String service = "";
    String team = "";
    String action = "";
    Outcome outcome = Outcome.SUCCESS;
    String traceId;
    final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    private @Nullable Record written;

    @Nullable
    Actor actor;

    @Nullable
    Resource resource;

    @Nullable
    PayloadCommitment payload;

    List<String> subjects = List.of();

    AuditEventBuilder(UUID id) {
        UuidV7.instantOf(id); // of version 7, or refused
        this.id = id;
        this.traceId = id.toString().replace("-", "");
    }

    public AuditEventBuilder service(String service) {
        this.service = service;
        return this;
    }

    public AuditEventBuilder team(String team) {
        this.team = team;
        return this;
    }

    public AuditEventBuilder actor(Actor actor) {
        this.actor = actor;
        return this;
    }

    public AuditEventBuilder action(String action) {
        this.action = action;
        return this;
    }

    public AuditEventBuilder resource(Resource resource) {
        this.resource = resource;
        return this;
    }

    public AuditEventBuilder outcome(Outcome outcome) {
        this.outcome = outcome;
        return this;
    }

    /// Default: the event is its own trace.
    public AuditEventBuilder traceId(String traceId) {
        this.traceId = traceId;
        return this;
    }

    /// @param value a JSON value, including `null`
    public AuditEventBuilder attribute(String name, @Nullable Object value) {
        attributes.put(name, value);
        return this;
    }

    public AuditEventBuilder attributes(Map<String, ? extends @Nullable Object> more) {
        attributes.putAll(more);
        return this;
    }

    /// Replaces the attributes with the non-null members of a record.
    public AuditEventBuilder attributes(Record all) {
        this.written = all;
        return this;
    }

    public AuditEventBuilder payload(PayloadCommitment payload) {
        this.payload = payload;
        return this;
    }

    public AuditEventBuilder subjects(List<String> subjects) {
        this.subjects = List.copyOf(subjects);
        return this;
    }

    /// @throws IllegalArgumentException if a member is missing or invalid, or the event is longer than
    ///     [AuditEvent#MAX_BYTES]
    public AuditEvent build() {
        byte[] canonical = canonical();
        return written == null ? new AuditEvent(this, canonical) : AuditEvent.parse(canonical);
    }

    /// Returns only the leaf.
    ///
    /// @throws IllegalArgumentException as [#build]
    public byte[] canonical() {
        EventForm.require(EventForm.SERVICE, service, "service");
        EventForm.require(EventForm.TEAM, team, "team");
        EventForm.require(EventForm.ACTION, action, "action");
        EventForm.require(EventForm.TRACE_ID, traceId, "traceId");
        subjects.forEach(subject -> EventForm.require(EventForm.PSEUDONYM, subject, "subjects"));
        if (!action.startsWith(service + ".") && !action.equals(AuditEvent.ACCESS_DENIED)) {
            throw new IllegalArgumentException("The action " + action + " is not one of the service " + service);
        }
        if (subjects.size() > AuditEvent.MAX_SUBJECTS || new HashSet<>(subjects).size() < subjects.size()) {
            throw new IllegalArgumentException(
                    "An audit event concerns at most %d subjects, each named once".formatted(AuditEvent.MAX_SUBJECTS));
        }
        if (actor == null || resource == null) {
            throw new IllegalArgumentException("An audit event says who acted on what");
        }
        byte[] canonical = CanonicalJson.bytes(leaf(actor, resource));
        if (canonical.length > AuditEvent.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "An audit event has at most %d bytes; this one has %d. Move the bulk to its payload."
                            .formatted(AuditEvent.MAX_BYTES, canonical.length));
        }
        return canonical;
    }

    /// In canonical order, which avoids sorting.
    private Map<String, @Nullable Object> leaf(Actor actor, Resource resource) {
        Map<String, @Nullable Object> leaf = LinkedHashMap.newLinkedHashMap(13);
        leaf.put("action", action);
        leaf.put("actor", members("id", actor.id(), "type", actor.type()));
        leaf.put("attributes", written == null ? attributes : written);
        leaf.put("id", id.toString());
        leaf.put("outcome", outcome.name());
        if (payload != null) {
            leaf.put("payload", members("digest", payload.digest(), "salt", payload.salt()));
        }
        Map<String, @Nullable Object> named = members("id", resource.id(), "type", resource.type());
        if (resource.version() != null) {
            named.put("version", resource.version());
        }
        leaf.put("resource", named);
        leaf.put("service", service);
        if (!subjects.isEmpty()) {
            leaf.put("subjects", subjects);
        }
        leaf.put("team", team);
        leaf.put("time", TIME.format(UuidV7.instantOf(id)));
        leaf.put("traceId", traceId);
        leaf.put("v", AuditEvent.VERSION);
        return leaf;
    }

    private static Map<String, @Nullable Object> members(String name, String value, String next, String other) {
        Map<String, @Nullable Object> members = LinkedHashMap.newLinkedHashMap(3);
        members.put(name, value);
        members.put(next, other);
        return members;
    }
}
