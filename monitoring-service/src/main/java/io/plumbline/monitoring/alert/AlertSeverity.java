package io.plumbline.monitoring.alert;

/// How soon an alert needs a person.
public enum AlertSeverity {
    /// At once.
    PAGE("HIGH"),
    /// On a working day.
    TICKET("MEDIUM");

    private final String ofIncident;

    AlertSeverity(String ofIncident) {
        this.ofIncident = ofIncident;
    }

    /// Returns the severity of the incident.
    String ofIncident() {
        return ofIncident;
    }
}
