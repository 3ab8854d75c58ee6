package io.plumbline.audit;

import io.plumbline.audit.payload.PayloadCommitment;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Reads events from their leaves. Throws [IllegalArgumentException] for any invalid bytes.
final class LeafReader {
    private static final ObjectReader OBJECT =
            JsonMapper.builder().build().readerFor(new TypeReference<Map<String, @Nullable Object>>() {});

    private LeafReader() {}

    static AuditEvent read(byte[] stored) {
        return new AuditEvent(members(stored), stored);
    }

    /// Returns the content of the bytes, validated only as far as the types of the members require.
    static AuditEventBuilder members(byte[] stored) {
        Map<String, @Nullable Object> leaf = parse(stored);
        if (!(leaf.get("v") instanceof Integer version) || version != AuditEvent.VERSION) {
            throw new IllegalArgumentException("Not an audit event of version " + AuditEvent.VERSION);
        }
        Map<?, ?> actor = map(leaf, "actor");
        Map<?, ?> resource = map(leaf, "resource");
        AuditEventBuilder event = new AuditEventBuilder(UUID.fromString(text(leaf, "id")))
                .service(text(leaf, "service"))
                .team(text(leaf, "team"))
                .actor(new Actor(text(actor, "type"), text(actor, "id")))
                .action(text(leaf, "action"))
                .resource(new Resource(
                        text(resource, "type"),
                        text(resource, "id"),
                        resource.containsKey("version") ? text(resource, "version") : null))
                .outcome(Outcome.valueOf(text(leaf, "outcome")))
                .traceId(text(leaf, "traceId"));
        map(leaf, "attributes").forEach((name, value) -> event.attribute(String.valueOf(name), value));
        if (leaf.containsKey("payload")) {
            Map<?, ?> payload = map(leaf, "payload");
            event.payload(new PayloadCommitment(text(payload, "digest"), text(payload, "salt")));
        }
        if (leaf.get("subjects") instanceof List<?> subjects) {
            event.subjects(subjects.stream().map(String::valueOf).toList());
        }
        return event;
    }

    private static Map<String, @Nullable Object> parse(byte[] stored) {
        try {
            Map<String, @Nullable Object> leaf = OBJECT.readValue(stored);
            if (leaf != null) {
                return leaf;
            }
            throw new IllegalArgumentException("An audit event is a JSON object");
        } catch (JacksonException e) {
            throw new IllegalArgumentException("An audit event is a JSON object", e);
        }
    }

    private static Map<?, ?> map(Map<?, ?> parent, String member) {
        if (parent.get(member) instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("The audit event has no object " + member);
    }

    private static String text(Map<?, ?> parent, String member) {
        if (parent.get(member) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("The audit event has no text " + member);
    }
}
