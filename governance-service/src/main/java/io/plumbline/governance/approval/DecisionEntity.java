package io.plumbline.governance.approval;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who said what about an approval.
///
/// @param person the human being, as far as it is known
/// @param decidedBy the actor: the user or the key
/// @param decidedWith what the actor is; null in what was decided before this was kept
/// @param independent whether neither the requester nor the decider was ever given the other's key; null likewise
@Embeddable
record DecisionEntity(
        String person,
        String team,
        String decidedBy,
        @Enumerated(EnumType.STRING) Decision decision,
        @Nullable String comment,
        Instant decidedAt,
        @Enumerated(EnumType.STRING) @Nullable DecidedWith decidedWith,
        @Nullable Boolean independent) {

    static DecisionEntity of(
            Decider decider, boolean independent, String team, ApprovalRequests.NewDecision request, Instant now) {
        return new DecisionEntity(
                decider.person(),
                team,
                decider.actor(),
                request.decision(),
                request.comment(),
                now,
                decider.with(),
                independent);
    }
}
