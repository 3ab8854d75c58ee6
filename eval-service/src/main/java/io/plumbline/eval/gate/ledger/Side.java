package io.plumbline.eval.gate.ledger;

import java.util.Locale;

/// The side of an answer.
public enum Side {
    CANDIDATE,
    BASELINE;

    /// Returns the name of the part in documents.
    public String part() {
        return name().toLowerCase(Locale.ROOT);
    }
}
