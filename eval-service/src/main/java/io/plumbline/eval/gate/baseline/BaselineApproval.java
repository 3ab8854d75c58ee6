package io.plumbline.eval.gate.baseline;

import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A version that somebody wants later ones to be compared with, and whether somebody else agreed.
///
/// @param subject the model or prompt of which it is a version
/// @param gate by which it is known to be good
/// @param approval id of the approval in governance-service
/// @param approvedBy opaque ids of who approved it
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

    /// What became of it; only PENDING changes.
    enum State {
        PENDING,
        BLESSED,
        REJECTED,
        EXPIRED
    }

    BaselineApproval {
        approvedBy = List.copyOf(approvedBy);
    }

    /// What a candidate is a version of; null for a route, which is no version.
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
