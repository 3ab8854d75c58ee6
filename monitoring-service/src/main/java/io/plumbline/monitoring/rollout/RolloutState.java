package io.plumbline.monitoring.rollout;

/// The states of a rollout, as the gateway names them.
public enum RolloutState {
    PENDING,
    RUNNING,
    PAUSED,
    PROMOTED,
    ABORTED,
    ROLLED_BACK;

    /// Whether calls are drawn in it.
    public boolean open() {
        return this == RUNNING || this == PAUSED;
    }

    /// Whether it has not come to its end.
    public boolean unfinished() {
        return open() || this == PENDING;
    }
}
