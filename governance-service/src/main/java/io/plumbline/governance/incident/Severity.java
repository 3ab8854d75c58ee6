package io.plumbline.governance.incident;

/// How bad it is.
enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
