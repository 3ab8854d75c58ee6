package io.plumbline.governance.approval;

import jakarta.persistence.Embeddable;
import java.time.Instant;

/// That a granted approval was taken back.
///
/// @param revokedBy the actor: the user or the key
/// @param revokedComment why
/// @param revocationChange its number among the changes that the other services follow
@Embeddable
record RevocationEntity(Instant revokedAt, String revokedBy, String revokedComment, long revocationChange) {}
