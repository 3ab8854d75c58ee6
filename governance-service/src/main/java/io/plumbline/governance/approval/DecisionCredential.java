package io.plumbline.governance.approval;

import java.util.Locale;

/// What somebody decided with.
enum DecisionCredential {
    /// Signed in, or with a token that stands for them.
    USER,
    /// An API key that a person owns.
    OWNED_KEY,
    /// An API key that nobody owns.
    MACHINE_KEY;

    /// As the audit log says it: `owned-key`.
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
