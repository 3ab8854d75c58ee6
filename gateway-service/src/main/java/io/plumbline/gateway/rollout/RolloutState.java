package io.plumbline.gateway.rollout;

import java.util.EnumSet;
import java.util.Set;

/// The state of a rollout.
enum RolloutState {
    /// Scheduled for later.
    PENDING,
    RUNNING,
    /// The canary keeps its share, and only a person can resume the rollout.
    PAUSED,
    PROMOTED,
    ABORTED,
    ROLLED_BACK;

    static final Set<RolloutState> OPEN = Set.copyOf(EnumSet.of(PENDING, RUNNING, PAUSED));

    boolean isOpen() {
        return OPEN.contains(this);
    }
}
