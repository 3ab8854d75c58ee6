package io.plumbline.clients.governance;

import java.time.Instant;
import java.util.Map;

/// A service's report of an incident.
///
/// @param severity `LOW`, `MEDIUM`, `HIGH` or `CRITICAL`
/// @param kind `ROLLBACK`, `BREACH` or `OTHER`
/// @param title one line, 1..200 characters
/// @param description what happened and why, at most 4,000 characters; never a prompt or an answer
/// @param resource the affected resource
/// @param evidence figures, at most 16 KB of JSON
public record IncidentReport(
        String team,
        String severity,
        String kind,
        String title,
        String description,
        IncidentResource resource,
        Instant occurredAt,
        Map<String, Object> evidence) {

    /// @param type for example `rollout`
    public record IncidentResource(String type, String id) {}
}
