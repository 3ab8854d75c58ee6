package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Asset;
import java.time.Instant;
import java.util.UUID;

/// An approval of a version that was granted.
///
/// @param askedAt when it was asked for
/// @param approved how many people have approved
public record GrantedApproval(UUID approvalId, Instant askedAt, int approved) {

    /// Whether it is enough for what the asset's rules ask for now, no older than they are, and of after the
    /// version was archived.
    boolean covers(Asset asset, Position position) {
        Instant archivedAt = position.archivedAt();
        return approved >= asset.approvers()
                && !isOlderThanRules(asset)
                && (archivedAt == null || !askedAt.isBefore(archivedAt));
    }

    /// Whether the rules were loosened after it was asked for.
    boolean isOlderThanRules(Asset asset) {
        return asset.loosening()
                .filter(loosening -> askedAt.isBefore(loosening.since()))
                .isPresent();
    }
}
