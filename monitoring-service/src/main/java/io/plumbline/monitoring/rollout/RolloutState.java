package io.plumbline.monitoring.rollout;

/// The states of a rollout, as in the gateway.
public enum RolloutState {
    PENDING,
    RUNNING,
    PAUSED,
    PROMOTED,
    ABORTED,
    ROLLED_BACK;

    /// Whether it serves calls.
    public boolean open() {
        return this == RUNNING || this == PAUSED;
    }

    /// Whether it has not ended.
    public boolean unfinished() {
        return open() || this == PENDING;
    }
}
