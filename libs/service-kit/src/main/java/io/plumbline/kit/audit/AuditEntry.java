package io.plumbline.kit.audit;

import io.plumbline.audit.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An audit entry from business code. [AuditTrail] adds id, time, service, actor and trace. Attributes hold facts
/// about the action, never personal data, prompt text or secrets.
///
/// @param action `service.thing.pastTenseVerb`
/// @param resourceType in kebab case, for example `model-version`
/// @param resourceId name or id of the resource
/// @param traceId trace of the original request if that request has already ended; null for the current request
public record AuditEntry(
        String action,
        String team,
        String resourceType,
        String resourceId,
        @Nullable String resourceVersion,
        Outcome outcome,
        Map<String, Object> attributes,
        @Nullable String traceId) {

    public AuditEntry {
        attributes = Map.copyOf(attributes);
    }

    /// A successful action on a resource.
    public static AuditEntry of(AuditAction action, String team, String resourceType, String resourceId) {
        return new AuditEntry(action.code(), team, resourceType, resourceId, null, Outcome.SUCCESS, Map.of(), null);
    }

    /// Returns a copy with the version of the resource.
    public AuditEntry version(Object version) {
        return new AuditEntry(action, team, resourceType, resourceId, version.toString(), outcome, attributes, traceId);
    }

    /// Returns a copy with another outcome.
    public AuditEntry outcome(Outcome other) {
        return new AuditEntry(action, team, resourceType, resourceId, resourceVersion, other, attributes, traceId);
    }

    /// Returns a copy with one more attribute: a string, number, boolean, or a list or map of these.
    public AuditEntry with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new AuditEntry(action, team, resourceType, resourceId, resourceVersion, outcome, more, traceId);
    }

    /// Returns a copy with one more attribute unless the value is null.
    public AuditEntry withIfPresent(String name, @Nullable Object value) {
        return value == null ? this : with(name, value);
    }

    /// Returns a copy in the trace of the original request; null means the current trace.
    public AuditEntry inTrace(@Nullable String other) {
        return new AuditEntry(action, team, resourceType, resourceId, resourceVersion, outcome, attributes, other);
    }
}
