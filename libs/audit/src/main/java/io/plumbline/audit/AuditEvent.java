package io.plumbline.audit;

import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.payload.PayloadCommitment;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event in the form in which it is proven for ever. Its canonical bytes are a leaf of the log, so neither
/// the members nor their encoding may change for version 1. It contains no personal data.
///
/// Two events are equal if their canonical bytes are. Immutable.
public final class AuditEvent {
    public static final int VERSION = 1;
    public static final int MAX_BYTES = 65_535;
    public static final int MAX_SUBJECTS = 16;

    /// The only action that every service reports under the same name. All other actions start with the
    /// service's own name.
    public static final String ACCESS_DENIED = "governance.access.denied";

    private final UUID id;
    private final String service;
    private final String team;
    private final Actor actor;
    private final String action;
    private final Resource resource;
    private final Outcome outcome;
    private final String traceId;
    private final Map<String, @Nullable Object> attributes;
    private final @Nullable PayloadCommitment payload;
    private final List<String> subjects;
    private final byte[] canonical;
    private final boolean readable;

    /// @param members validated by the caller
    AuditEvent(AuditEventBuilder members, byte[] canonical) {
        this(members, canonical, true);
    }

    private AuditEvent(AuditEventBuilder members, byte[] canonical, boolean readable) {
        this.id = members.id;
        this.service = members.service;
        this.team = members.team;
        this.actor = Objects.requireNonNull(members.actor);
        this.action = members.action;
        this.resource = Objects.requireNonNull(members.resource);
        this.outcome = members.outcome;
        this.traceId = members.traceId;
        this.attributes = JsonValues.copy(members.attributes);
        this.payload = members.payload;
        this.subjects = List.copyOf(members.subjects);
        this.canonical = canonical;
        this.readable = readable;
    }

    /// @param id a UUID of version 7, see [UuidV7]; its millisecond is the time of the event
    public static AuditEventBuilder builder(UUID id) {
        return new AuditEventBuilder(id);
    }

    /// Reads a stored event. The bytes are kept unchanged, whether or not they are canonical, so a tampered leaf
    /// can be inspected; [#leafHash()] reveals it.
    ///
    /// @throws IllegalArgumentException if the bytes are not an event
    public static AuditEvent parse(byte[] stored) {
        return LeafReader.read(stored.clone());
    }

    /// Reads a row of the log. The log cannot be repaired, so invalid bytes must not hide other events: a
    /// placeholder with the id and team of the row replaces them, and is not [#readable()]. The placeholder also
    /// replaces the bytes of a different event, whose content does not apply to this one.
    static AuditEvent stored(UUID id, String team, byte[] stored) {
        try {
            AuditEvent event = LeafReader.read(stored);
            if (!event.id.equals(id)) {
                throw new IllegalArgumentException("The bytes are those of event " + event.id);
            }
            return event;
        } catch (IllegalArgumentException e) {
            AuditEventBuilder placeholder = new AuditEventBuilder(id)
                    .service("audit")
                    .team(team)
                    .actor(new Actor("unreadable", "unreadable"))
                    .action("audit.event.unreadable")
                    .resource(new Resource("audit-event", id.toString()))
                    .outcome(Outcome.FAILURE);
            return new AuditEvent(placeholder, stored, false);
        }
    }

    /// Whether the bytes are exactly those that [#builder(UUID)] produces from their content.
    public static boolean isWellFormed(byte[] stored) {
        try {
            return Arrays.equals(LeafReader.members(stored).build().canonical, stored);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Whether the members come from the leaf. If not, only id, team and the bytes do.
    public boolean readable() {
        return readable;
    }

    public UUID id() {
        return id;
    }

    public Instant time() {
        return UuidV7.instantOf(id);
    }

    /// The service that appended it: `gateway`, `registry`, `eval`, `governance` or `monitoring`.
    public String service() {
        return service;
    }

    public String team() {
        return team;
    }

    public Actor actor() {
        return actor;
    }

    /// `service.thing.pastTenseVerb`.
    public String action() {
        return action;
    }

    public Resource resource() {
        return resource;
    }

    public Outcome outcome() {
        return outcome;
    }

    /// The W3C trace of the event; the id in hex if it had no trace.
    public String traceId() {
        return traceId;
    }

    /// JSON values: strings, numbers, booleans, nulls, lists and maps, all immutable.
    public Map<String, @Nullable Object> attributes() {
        return attributes;
    }

    public @Nullable PayloadCommitment payload() {
        return payload;
    }

    /// Pseudonyms of the data subjects, see [io.plumbline.audit.payload.Pseudonyms].
    public List<String> subjects() {
        return subjects;
    }

    /// The leaf: RFC 8785 in UTF-8.
    public byte[] canonical() {
        return canonical.clone();
    }

    public Hash leafHash() {
        return Hash.leaf(canonical);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AuditEvent event && Arrays.equals(canonical, event.canonical);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return action + " " + id;
    }
}
