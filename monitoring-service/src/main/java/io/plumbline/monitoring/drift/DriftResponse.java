package io.plumbline.monitoring.drift;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A baseline in the API: the members of its `PUT`, and its progress.
///
/// @param newest the newest comparison; null before the first
record DriftResponse(
        String name,
        String team,
        @JsonUnwrapped DriftPlan plan,
        DriftProgress progress,
        @Nullable DriftResult newest,
        Instant createdAt,
        Instant updatedAt) {

    /// @param state `COLLECTING` until the baseline has its calls
    /// @param reference number of calls in the baseline
    /// @param window number of calls in the current window
    /// @param unread calls whose content could not be read: it was not stored, has expired, or was erased
    record DriftProgress(State state, int reference, int window, long unread) {

        enum State {
            COLLECTING,
            COMPARING
        }
    }
}
