package io.plumbline.governance.approval;

import io.plumbline.governance.approval.decider.Decider;
import io.plumbline.governance.approval.decider.DecisionCredential;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A decision on an approval.
///
/// @param person the human if known: the user, or the key without an owner
/// @param decidedBy the actor: the user or key
/// @param decidedWith the credential; null in old decisions
/// @param independent whether neither the requester nor the decider ever had the other's key; null in old
///     decisions
@Embeddable
record DecisionEntity(
        String person,
        String team,
        String decidedBy,
        @Enumerated(EnumType.STRING) ApprovalDecision decision,
        @Nullable String comment,
        Instant decidedAt,
        @Enumerated(EnumType.STRING) @Nullable DecisionCredential decidedWith,
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
