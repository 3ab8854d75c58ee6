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

    /// @param state `COLLECTING` until the baseline has its texts; `NO_PREVIOUS_VERSION` while the route has served
    ///     one version only; `REBUILD_NEEDED` after a change of the text encoder: nothing is compared until the
    ///     baseline is rebuilt
    /// @param reference number of calls in the baseline
    /// @param window number of calls in the current window
    /// @param unread calls whose text could not be read: it was not stored, has expired, or was erased; also
    ///     records of a dataset without an input
    /// @param encoder digest of the text encoder of the baseline; null before its first text
    /// @param versions the compared versions; null unless the baseline is the previous version
    record DriftProgress(
            State state,
            int reference,
            int window,
            long unread,
            @Nullable String encoder,
            ServedVersions.@Nullable VersionPair versions) {

        enum State {
            COLLECTING,
            COMPARING,
            NO_PREVIOUS_VERSION,
            REBUILD_NEEDED
        }
    }
}
