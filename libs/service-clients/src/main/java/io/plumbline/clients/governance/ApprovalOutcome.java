package io.plumbline.clients.governance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An approval with its decisions.
///
/// @param decisions in chronological order
public record ApprovalOutcome(UUID id, String team, Approval.State state, List<Said> decisions, Instant expiresAt) {

    /// @param comment at most 2,000 characters
    /// @param decidedBy opaque id of the approver
    public record Said(
            @Nullable String comment,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt) {}

    /// Returns the comment of the final decision; null if there is none.
    public @Nullable String comment() {
        return decisions.isEmpty() ? null : decisions.getLast().comment();
    }

    /// Returns the time of the final decision; null if there is none.
    public @Nullable Instant decidedAt() {
        return decisions.isEmpty() ? null : decisions.getLast().decidedAt();
    }
}
