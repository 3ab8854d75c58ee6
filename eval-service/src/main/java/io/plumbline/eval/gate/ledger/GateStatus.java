package io.plumbline.eval.gate.ledger;

/// Where a gate stands; the last three are final.
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
