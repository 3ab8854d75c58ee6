package io.plumbline.eval.gate.baseline;

import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A version requested as a baseline for later versions, and its approval by another person.
///
/// @param subject the model or prompt of the version
/// @param gate the gate that qualifies it
/// @param approval id of the approval in governance-service
/// @param approvedBy opaque ids of its approvers
/// @param decidedAt null while it is PENDING
record BaselineApproval(
        UUID id,
        String team,
        String suite,
        String subject,
        Candidate candidate,
        UUID gate,
        String requestedBy,
        UUID approval,
        State state,
        List<String> approvedBy,
        Instant createdAt,
        @Nullable Instant decidedAt) {

    /// The state; only PENDING changes.
    enum State {
        PENDING,
        BLESSED,
        REJECTED,
        EXPIRED
    }

    BaselineApproval {
        approvedBy = List.copyOf(approvedBy);
    }

    /// Returns the model or prompt of a candidate; null for a route, which is not a version.
    static @Nullable String subjectOf(Candidate candidate) {
        if (candidate.kind() == Candidate.Kind.PROMPT) {
            return "prompt " + candidate.prompt();
        }
        return candidate.kind() == Candidate.Kind.MODEL ? "model " + candidate.model() : null;
    }

    BaselineOrigin origin() {
        return new BaselineOrigin(BaselineOrigin.Source.BLESSED, requestedBy, approvedBy, decidedAt, gate);
    }
}
