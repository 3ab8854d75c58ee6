package io.plumbline.governance.approval;

/// Whose decisions count.
enum Deciders {
    /// Everybody's who may decide, machines' keys included.
    ANY,
    /// Those of people: signed in, or with a key that they own; neither they nor the requester was ever given the
    /// other's key.
    PERSONS
}
