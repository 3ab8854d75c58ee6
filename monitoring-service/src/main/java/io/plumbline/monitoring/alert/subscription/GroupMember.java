package io.plumbline.monitoring.alert.subscription;

import io.plumbline.monitoring.alert.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An alert of a group, and what was sent of it.
///
/// @param sentAt when it was first sent; null if it was not
/// @param escalations number of escalations that received it
/// @param acknowledgedSent whether its acknowledgement was sent
/// @param acknowledgedBy id of the user or key; null until it is acknowledged
/// @param silenced whether a silence applies to it now
record GroupMember(
        Alert alert,
        @Nullable Instant sentAt,
        int escalations,
        boolean acknowledgedSent,
        @Nullable String acknowledgedBy,
        boolean silenced) {

    boolean isFiring() {
        return alert.resolvedAt() == null;
    }

    /// Whether a person must still react to it.
    boolean isOpen() {
        return isFiring() && !silenced && acknowledgedBy == null;
    }
}
