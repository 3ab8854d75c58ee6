package io.plumbline.eval.benchmark.ledger;

/// The state of a run.
public enum RunStatus {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
