package io.plumbline.governance.approval;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who said what about an approval.
///
/// @param person the human being, as far as it is known: the user, or the key that belongs to no user
/// @param decidedBy the actor: the user or the key
@Embeddable
record DecisionEntity(
        String person,
        String team,
        String decidedBy,
        @Enumerated(EnumType.STRING) Decision decision,
        @Nullable String comment,
        Instant decidedAt) {}
