package io.plumbline.monitoring.alert.silence;

import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertMatcher;
import java.time.Instant;
import java.util.UUID;

/// A time in which the alerts of a team that match send no messages. The alerts still fire and open incidents.
///
/// @param startsAt inclusive
/// @param endsAt exclusive
/// @param author id of the user or key that created it
public record AlertSilence(
        UUID id,
        String team,
        AlertMatcher matcher,
        Instant startsAt,
        Instant endsAt,
        String reason,
        String author,
        Instant createdAt) {

    /// Returns whether it applies at a time.
    public boolean isActive(Instant now) {
        return !now.isBefore(startsAt) && now.isBefore(endsAt);
    }

    /// Whether it silences an alert while it applies.
    public boolean silences(Alert alert) {
        return team.equals(alert.team()) && matcher.matches(alert);
    }
}
