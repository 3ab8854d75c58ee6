package io.plumbline.governance.approval;

/// Whose decisions count.
enum Deciders {
    /// Everybody's who may decide. A machine's key counts as everybody who was ever given a secret of it.
    ANY,
    /// Those of people: signed in, or with a key that they own; neither they nor the requester was ever given the
    /// other's key.
    PERSONS
}
