package io.plumbline.eval.gate.ledger;

import java.util.Locale;

/// Whose answer it is.
public enum Side {
    CANDIDATE,
    BASELINE;

    /// Name of the part in documents.
    public String part() {
        return name().toLowerCase(Locale.ROOT);
    }
}
