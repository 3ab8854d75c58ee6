package io.plumbline.governance.approval;

/// The permitted deciders.
enum Deciders {
    /// Everyone with permission, including machine keys.
    ANY,
    /// Persons: signed in, or with their own key. Neither they nor the requester may ever have had the other's
    /// key.
    PERSONS
}
