package io.plumbline.gateway.approval;

import io.plumbline.clients.governance.Approval;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A call that requires or required an approval.
///
/// @param id of the parked call
/// @param fingerprint of the request and its caller: only an identical call can resume it
/// @param approval its ID in governance; null until the approval is requested
/// @param comment of the approver; null for none
/// @param expiresAt until when it can be decided or resumed
/// @param used whether it was resumed
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

    /// Returns the call with governance's decision.
    ParkedCall decided(Approval.State newState, @Nullable String newComment, Instant newExpiry) {
        return new ParkedCall(
                id, team, route, fingerprint, stage, newState, approval, newComment, parkedAt, newExpiry, used);
    }

    /// Returns the call with its requested approval.
    ParkedCall asked(UUID newApproval) {
        return new ParkedCall(
                id, team, route, fingerprint, stage, state, newApproval, comment, parkedAt, expiresAt, used);
    }
}
