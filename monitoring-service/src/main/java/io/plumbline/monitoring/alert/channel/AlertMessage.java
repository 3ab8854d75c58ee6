package io.plumbline.monitoring.alert.channel;

import io.plumbline.monitoring.alert.AlertSeverity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message about the alerts of a group, as it is stored. Each kind of channel formats it for itself.
///
/// @param group id of the group, the same in all its messages; null for a test
/// @param subscription null for a test
/// @param severity the highest of its alerts
/// @param alerts at most 20, firing ones first
/// @param more number of further alerts of the group
/// @param at when it was written
public record AlertMessage(
        Event event,
        @Nullable UUID group,
        String team,
        @Nullable String subscription,
        AlertSeverity severity,
        List<Item> alerts,
        int more,
        Instant at) {

    private static final int MAX_LINE = 250;

    /// Why a message is sent.
    public enum Event {
        /// Alerts fire, or some of those that fired have ended.
        FIRING("alert.firing"),
        /// Alerts still fire after the repeat interval.
        REPEATED("alert.repeated"),
        /// Nobody acknowledged the alerts in time.
        ESCALATED("alert.escalated"),
        /// All firing alerts of the group are acknowledged.
        ACKNOWLEDGED("alert.acknowledged"),
        /// All alerts of the group have ended.
        RESOLVED("alert.resolved"),
        /// Sent on request to test a channel.
        TEST("alert.test");

        private final String code;

        Event(String code) {
            this.code = code;
        }

        /// Returns the name in the bodies of webhooks.
        public String code() {
            return code;
        }
    }

    /// An alert in a message.
    ///
    /// @param resolvedAt null while it is firing
    /// @param acknowledgedBy id of the user or key; null until it is acknowledged
    public record Item(
            UUID id,
            String source,
            String name,
            String rule,
            @Nullable String route,
            AlertSeverity severity,
            String title,
            String description,
            Instant startedAt,
            @Nullable Instant resolvedAt,
            @Nullable String acknowledgedBy) {

        boolean isFiring() {
            return resolvedAt == null;
        }
    }

    /// Returns one line about it, at most 250 characters.
    String headline() {
        String subject = alerts.isEmpty() ? "Test" : alerts.getFirst().title();
        int others = alerts.size() - 1 + more;
        String text = switch (event) {
            case FIRING, REPEATED -> severity == AlertSeverity.PAGE ? "[PAGE] " : "[TICKET] ";
            case ESCALATED -> "[ESCALATED] ";
            case ACKNOWLEDGED -> "[ACKNOWLEDGED] ";
            case RESOLVED -> "[RESOLVED] ";
            case TEST -> "";
        };
        String line = event == Event.TEST
                ? "Test of an alert channel of Plumbline"
                : text + subject + (others > 0 ? " and %d more".formatted(others) : "");
        String plain = line.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= MAX_LINE ? plain : plain.substring(0, MAX_LINE);
    }
}
