package io.plumbline.monitoring.alert;

/// Whether the condition of an alert holds.
enum AlertState {
    FIRING,
    RESOLVED
}
