package io.plumbline.monitoring.alert;

import java.util.Locale;

/// What raises an alert.
public enum AlertSource {
    /// A detected change. It is reported once.
    MONITOR(false),
    /// A condition that may come and go.
    SLO(true),
    /// Expensive hours.
    COST(true),
    /// A change of the meaning of texts.
    DRIFT(true),
    /// Many repeated calls, or many attempts at providers, within minutes.
    RETRY(true);

    private final boolean reopens;

    AlertSource(boolean reopens) {
        this.reopens = reopens;
    }

    /// Whether an alert that comes back within an hour is the same alert.
    boolean reopens() {
        return reopens;
    }

    /// Returns the type of the resource in events and incidents, such as `slo`.
    public String resourceType() {
        return name().toLowerCase(Locale.ROOT);
    }
}
