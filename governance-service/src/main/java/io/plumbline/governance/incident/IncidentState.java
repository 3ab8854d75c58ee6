package io.plumbline.governance.incident;

import java.util.EnumSet;
import java.util.Set;

/// Where an incident stands. It only moves on, and each state is reached at most once.
enum IncidentState {
    OPEN,
    /// Somebody looks after it.
    ACKNOWLEDGED,
    /// It is over, and a comment says how.
    RESOLVED,
    CLOSED;

    /// The states that may follow.
    Set<IncidentState> next() {
        return switch (this) {
            case OPEN -> EnumSet.of(ACKNOWLEDGED, RESOLVED);
            case ACKNOWLEDGED -> EnumSet.of(RESOLVED);
            case RESOLVED -> EnumSet.of(CLOSED);
            case CLOSED -> EnumSet.noneOf(IncidentState.class);
        };
    }
}
