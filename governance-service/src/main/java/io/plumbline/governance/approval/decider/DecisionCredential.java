package io.plumbline.governance.approval.decider;

import java.util.Locale;

/// The credential of a decision.
public enum DecisionCredential {
    /// A session or an access token of the person.
    USER,
    /// An API key owned by a person.
    OWNED_KEY,
    /// An API key without an owner.
    MACHINE_KEY;

    /// Returns the name in the audit log: `owned-key`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
