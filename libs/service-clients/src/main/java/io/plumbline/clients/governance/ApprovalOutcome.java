package io.plumbline.clients.governance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An approval and what was said about it.
///
/// @param decisions in the order in which they were taken
public record ApprovalOutcome(UUID id, String team, Approval.State state, List<Said> decisions, Instant expiresAt) {

    /// @param comment at most 2,000 characters
    /// @param decidedBy opaque id of who said it
    public record Said(
            @Nullable String comment,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt) {}

    /// What was said with the decision that ended it; null when nothing was.
    public @Nullable String comment() {
        return decisions.isEmpty() ? null : decisions.getLast().comment();
    }

    /// When the decision was taken that ended it; null when none was.
    public @Nullable Instant decidedAt() {
        return decisions.isEmpty() ? null : decisions.getLast().decidedAt();
    }
}
