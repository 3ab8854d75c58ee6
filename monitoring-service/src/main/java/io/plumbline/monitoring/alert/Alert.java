package io.plumbline.monitoring.alert;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An alert.
///
/// @param title one line, at most 200 characters
/// @param description at most 4,000 characters
/// @param evidence figures
/// @param resolvedAt null while it is firing
/// @param incidentId null until governance-service accepts its incident
/// @param route of the calls; null before it is stored, and for alerts of earlier versions
public record Alert(
        UUID id,
        String team,
        AlertKey key,
        AlertSeverity severity,
        String title,
        String description,
        Map<String, Object> evidence,
        Instant startedAt,
        @Nullable Instant resolvedAt,
        @Nullable UUID incidentId,
        @Nullable String route) {

    /// Returns an alert that fires from now on.
    public static Alert firing(
            UUID id, String team, AlertKey key, AlertSeverity severity, AlertText text, Instant startedAt) {
        return new Alert(
                id,
                team,
                key,
                severity,
                text.title(),
                text.description(),
                text.evidence(),
                startedAt,
                null,
                null,
                null);
    }

    /// What an alert says.
    public record AlertText(String title, String description, Map<String, Object> evidence) {}
}
