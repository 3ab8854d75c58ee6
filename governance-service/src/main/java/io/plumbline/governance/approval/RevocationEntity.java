package io.plumbline.governance.approval;

import jakarta.persistence.Embeddable;
import java.time.Instant;

/// The revocation of a granted approval.
///
/// @param revokedBy the actor: the user or key
/// @param revokedComment the reason
/// @param revocationChange its change number for other services
@Embeddable
record RevocationEntity(Instant revokedAt, String revokedBy, String revokedComment, long revocationChange) {}
