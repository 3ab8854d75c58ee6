package io.plumbline.governance.approval;

/// Whose decisions count.
enum Deciders {
    /// Everybody's who may decide, machines' keys included.
    ANY,
    /// Those of people: signed in, or with a key that they own and that the requester was never given.
    PERSONS
}
