package io.plumbline.governance.approval.decider;

/// The permitted deciders.
public enum Deciders {
    /// Everyone with permission. A machine's key counts as everyone who ever received a secret of it.
    ANY,
    /// Persons: signed in, or with their own key. Neither they nor the requester may ever have had the other's
    /// key.
    PERSONS
}
