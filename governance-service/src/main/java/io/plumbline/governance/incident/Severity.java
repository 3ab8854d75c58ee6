package io.plumbline.governance.incident;

/// The severity of an incident.
enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
