package io.plumbline.governance.incident;

import java.util.EnumSet;
import java.util.Set;

/// The state of an incident. It only advances, and each state is reached at most once.
enum IncidentState {
    OPEN,
    /// Somebody is working on it.
    ACKNOWLEDGED,
    /// It is resolved, and a comment explains how.
    RESOLVED,
    CLOSED;

    /// Returns the possible next states.
    Set<IncidentState> next() {
        return switch (this) {
            case OPEN -> EnumSet.of(ACKNOWLEDGED, RESOLVED);
            case ACKNOWLEDGED -> EnumSet.of(RESOLVED);
            case RESOLVED -> EnumSet.of(CLOSED);
            case CLOSED -> EnumSet.noneOf(IncidentState.class);
        };
    }
}
