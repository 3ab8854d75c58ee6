package io.plumbline.registry.asset;

import io.plumbline.configuration.RiskTier;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A model or prompt in the API.
///
/// @param newestVersion 0 if there is no version
/// @param aliases pointer → version, including `production`
public record AssetResponse(
        String name,
        String team,
        String description,
        RiskTier riskTier,
        List<String> requiredSuites,
        Map<String, String> tags,
        int newestVersion,
        Map<String, Integer> aliases,
        Instant createdAt,
        Instant updatedAt) {

    public static AssetResponse from(Asset asset, int newestVersion, Map<String, Integer> aliases) {
        return new AssetResponse(
                asset.name(),
                asset.team(),
                asset.description(),
                asset.riskTier(),
                asset.requiredSuites(),
                asset.tags(),
                newestVersion,
                aliases,
                asset.createdAt(),
                asset.updatedAt());
    }
}
