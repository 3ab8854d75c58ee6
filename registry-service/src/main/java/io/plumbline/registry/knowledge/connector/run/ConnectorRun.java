package io.plumbline.registry.knowledge.connector.run;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run of a connector in the API.
///
/// @param phase what it does, or did last
/// @param reason why it failed, or what its last attempt at the source failed with
/// @param failures attempts at the source that failed since the last progress
record ConnectorRun(
        UUID id,
        Cause cause,
        State state,
        Phase phase,
        RunCounts counts,
        @Nullable String reason,
        int failures,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant endedAt) {

    /// Why a run began.
    enum Cause {
        REQUEST,
        SCHEDULE,
        /// Refused and failed documents are tried again.
        RETRY
    }

    /// The state of a run.
    enum State {
        RUNNING,
        /// All documents have an outcome.
        COMPLETED,
        /// The source could not be listed, or the connector was replaced meanwhile.
        FAILED
    }

    /// The phases of a run.
    enum Phase {
        /// The source is listed.
        LISTING,
        /// New and changed documents are read.
        READING,
        /// Documents that the source no longer has are removed.
        REMOVING
    }
}
