package io.plumbline.gateway.approval;

import io.plumbline.clients.governance.Approval;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A call that waits, or has waited, for a person's decision.
///
/// @param id of the call that was parked
/// @param fingerprint of all that it asked, and of whom: only the same may go on with it
/// @param approval its id in governance; null until governance has been asked
/// @param comment what the person said; null for nothing
/// @param expiresAt until when it can be decided, or can go on
/// @param used whether it has gone on
public record ParkedCall(
        UUID id,
        String team,
        String route,
        String fingerprint,
        ParkedStage stage,
        Approval.State state,
        @Nullable UUID approval,
        @Nullable String comment,
        Instant parkedAt,
        Instant expiresAt,
        boolean used) {

    /// The same as governance tells it.
    ParkedCall decided(Approval.State newState, @Nullable String newComment, Instant newExpiry) {
        return new ParkedCall(
                id, team, route, fingerprint, stage, newState, approval, newComment, parkedAt, newExpiry, used);
    }

    /// The same, for whose decision governance has been asked.
    ParkedCall asked(UUID newApproval) {
        return new ParkedCall(
                id, team, route, fingerprint, stage, state, newApproval, comment, parkedAt, expiresAt, used);
    }
}
