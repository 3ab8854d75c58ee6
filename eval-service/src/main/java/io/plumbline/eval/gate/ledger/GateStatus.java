package io.plumbline.eval.gate.ledger;

/// The status of a gate; the last three are final.
public enum GateStatus {
    QUEUED,
    RUNNING,
    DONE,
    ERROR,
    CANCELLED;

    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
