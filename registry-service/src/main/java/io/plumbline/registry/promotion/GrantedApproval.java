package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Asset;
import java.time.Instant;
import java.util.UUID;

/// A granted approval of a version.
///
/// @param askedAt when it was requested
/// @param approved number of approvers
public record GrantedApproval(UUID approvalId, Instant askedAt, int approved) {

    /// Whether it satisfies the asset's current rules, is not older than they are, and was requested after the
    /// version was last archived.
    boolean covers(Asset asset, Position position) {
        Instant archivedAt = position.archivedAt();
        return approved >= asset.approvers()
                && !isOlderThanRules(asset)
                && (archivedAt == null || !askedAt.isBefore(archivedAt));
    }

    /// Whether the rules were loosened after it was requested.
    boolean isOlderThanRules(Asset asset) {
        return asset.loosening()
                .filter(loosening -> askedAt.isBefore(loosening.since()))
                .isPresent();
    }
}
