package io.plumbline.gateway.rollout;

import java.util.EnumSet;
import java.util.Set;

/// Where a rollout is.
enum RolloutState {
    /// Planned for later.
    PENDING,
    RUNNING,
    /// The canary keeps its share, and only a person lets it go on.
    PAUSED,
    PROMOTED,
    ABORTED,
    ROLLED_BACK;

    static final Set<RolloutState> OPEN = Set.copyOf(EnumSet.of(PENDING, RUNNING, PAUSED));

    boolean isOpen() {
        return OPEN.contains(this);
    }
}
