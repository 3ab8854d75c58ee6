package io.plumbline.clients.governance;

import java.time.Instant;
import java.util.UUID;

/// An approval and its state.
///
/// @param href its address, relative to governance-service
public record Approval(UUID id, String team, State state, int approvers, int approved, Instant expiresAt, String href) {

    /// The states of an approval. PENDING can change to any other state, and APPROVED to REVOKED.
    public enum State {
        PENDING,
        APPROVED,
        REJECTED,
        EXPIRED,
        /// Granted and later revoked.
        REVOKED
    }
}
