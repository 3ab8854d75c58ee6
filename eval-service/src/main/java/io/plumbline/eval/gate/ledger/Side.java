package io.plumbline.eval.gate.ledger;

/// Whose answer it is.
public enum Side {
    CANDIDATE,
    BASELINE
}
