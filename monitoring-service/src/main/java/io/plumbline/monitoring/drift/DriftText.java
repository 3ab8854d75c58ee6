package io.plumbline.monitoring.drift;

/// The text of a call that is compared.
enum DriftText {
    /// The last message of the user, as the provider received it.
    INPUT,
    /// The first answer.
    OUTPUT
}
