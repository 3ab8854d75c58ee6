package io.plumbline.console.incident;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The form that opens an incident.
///
/// @param occurredAt in UTC; null for now
record IncidentForm(
        @Nullable String title,
        @Nullable String team,
        @Nullable String severity,
        @Nullable String kind,
        @Nullable String resourceType,
        @Nullable String resourceId,
        @Nullable String description,
        @Nullable LocalDateTime occurredAt) {

    static final List<String> SEVERITIES = List.of("LOW", "MEDIUM", "HIGH", "CRITICAL");
    static final List<String> KINDS = List.of("ROLLBACK", "BREACH", "OTHER");
    static final List<String> RESOURCE_TYPES =
            List.of("route", "model", "model-version", "prompt", "rollout", "provider", "guard-policy", "call", "user");

    IncidentClient.Report body() {
        Instant at = occurredAt == null ? null : occurredAt.toInstant(ZoneOffset.UTC);
        return new IncidentClient.Report(
                team,
                severity,
                kind,
                title,
                description == null || description.isBlank() ? null : description.strip(),
                new IncidentClient.Subject(
                        resourceType, Objects.requireNonNullElse(resourceId, "").strip()),
                at);
    }
}
