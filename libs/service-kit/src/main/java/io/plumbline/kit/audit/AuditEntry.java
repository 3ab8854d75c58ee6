package io.plumbline.kit.audit;

import io.plumbline.audit.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What business code says about an act; [AuditTrail] adds id, time, service, actor and trace. Attributes hold
/// facts about the act, never personal data, prompt text or secrets.
///
/// @param action `service.thing.pastTenseVerb`
/// @param resourceType kebab case, such as `model-version`
/// @param resourceId name or id of the thing
/// @param traceId of the request that the act answers, when that has ended before; null for the one under way
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

    /// A successful act on a thing.
    public static AuditEntry of(AuditAction action, String team, String resourceType, String resourceId) {
        return new AuditEntry(action.code(), team, resourceType, resourceId, null, Outcome.SUCCESS, Map.of(), null);
    }

    /// The same, on a version of the thing.
    public AuditEntry version(Object version) {
        return new AuditEntry(action, team, resourceType, resourceId, version.toString(), outcome, attributes, traceId);
    }

    /// The same, ended otherwise.
    public AuditEntry outcome(Outcome other) {
        return new AuditEntry(action, team, resourceType, resourceId, resourceVersion, other, attributes, traceId);
    }

    /// The same, with one more attribute: a string, number, boolean, or a list or map of these.
    public AuditEntry with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new AuditEntry(action, team, resourceType, resourceId, resourceVersion, outcome, more, traceId);
    }

    /// The same, with one more attribute where there is a value.
    public AuditEntry withIfPresent(String name, @Nullable Object value) {
        return value == null ? this : with(name, value);
    }

    /// The same, in the trace of the request that asked for it earlier; null for the trace of now.
    public AuditEntry inTrace(@Nullable String other) {
        return new AuditEntry(action, team, resourceType, resourceId, resourceVersion, outcome, attributes, other);
    }
}
