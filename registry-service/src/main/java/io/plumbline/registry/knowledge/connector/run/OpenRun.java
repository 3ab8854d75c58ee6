package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.registry.knowledge.connector.run.ConnectorRun.Cause;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.Phase;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run that has not ended, as the job that works on it knows it.
///
/// @param position where the next page of the source's list begins; null for its start
/// @param failures attempts at the source that failed since the last progress
/// @param reason of the last failure
/// @param reading the digest of what the run reads
/// @param revision the number of changes, by which a replica detects that another one has taken over
record OpenRun(
        UUID id,
        UUID connectorId,
        String team,
        Cause cause,
        Phase phase,
        @Nullable String position,
        RunCounts counts,
        int failures,
        @Nullable String reason,
        String reading,
        Instant startedAt,
        long revision) {

    OpenRun counted(RunCounts others) {
        return new OpenRun(
                id, connectorId, team, cause, phase, position, others, failures, reason, reading, startedAt, revision);
    }

    /// Moves on after a success.
    OpenRun at(Phase next, @Nullable String place) {
        return new OpenRun(id, connectorId, team, cause, next, place, counts, 0, null, reading, startedAt, revision);
    }

    OpenRun failed(String why) {
        return new OpenRun(
                id, connectorId, team, cause, phase, position, counts, failures + 1, why, reading, startedAt, revision);
    }

    OpenRun saved() {
        return new OpenRun(
                id,
                connectorId,
                team,
                cause,
                phase,
                position,
                counts,
                failures,
                reason,
                reading,
                startedAt,
                revision + 1);
    }
}
