package io.plumbline.monitoring.drift;

/// What later calls are compared with.
enum BaselineKind {
    /// Calls of the past, chosen once.
    CALLS,
    /// The inputs of a version of a dataset.
    DATASET,
    /// The calls of the version that served before the current one.
    PREVIOUS_VERSION
}
