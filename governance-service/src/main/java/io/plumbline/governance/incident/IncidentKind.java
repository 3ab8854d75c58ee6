package io.plumbline.governance.incident;

/// The kinds of incidents.
enum IncidentKind {
    /// A version was rolled back.
    ROLLBACK,
    /// A target was missed: quality, latency, drift or cost.
    BREACH,
    OTHER
}
