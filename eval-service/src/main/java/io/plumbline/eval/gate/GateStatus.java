package io.plumbline.eval.gate;

/// Where a gate stands; the last three are final.
enum GateStatus {
    QUEUED,
    RUNNING,
    DONE,
    ERROR,
    CANCELLED;

    boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
