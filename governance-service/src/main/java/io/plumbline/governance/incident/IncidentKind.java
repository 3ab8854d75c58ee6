package io.plumbline.governance.incident;

/// What an incident is of.
enum IncidentKind {
    /// A version was taken back.
    ROLLBACK,
    /// A promise was not kept: quality, latency, drift or cost.
    BREACH,
    OTHER
}
