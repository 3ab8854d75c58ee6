package io.plumbline.monitoring.alert.subscription;

import io.plumbline.monitoring.alert.Alert;

/// What alerts of one message have in common, besides their team.
enum AlertGrouping {
    SOURCE,
    NAME,
    ROUTE,
    SEVERITY,
    /// Each alert has its own messages.
    ALERT;

    String of(Alert alert) {
        return switch (this) {
            case SOURCE -> alert.key().source().name();
            case NAME -> alert.key().name();
            case ROUTE -> alert.route() == null ? "" : alert.route();
            case SEVERITY -> alert.severity().name();
            case ALERT -> alert.id().toString();
        };
    }
}
