package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Asset;
import java.time.Instant;

/// An approval of a version that was granted.
///
/// @param askedAt when it was asked for
/// @param approved how many people have approved
public record Granted(Instant askedAt, int approved) {

    /// Whether it is enough for what the asset's rules ask for now, and no older than they are.
    public boolean covers(Asset asset) {
        return approved >= asset.approvers()
                && asset.loosening()
                        .map(loosening -> !askedAt.isBefore(loosening.since()))
                        .orElse(true);
    }
}
