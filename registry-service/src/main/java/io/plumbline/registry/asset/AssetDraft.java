package io.plumbline.registry.asset;

import io.plumbline.configuration.RiskTier;
import java.util.List;
import java.util.Map;

/// The editable part of an asset.
///
/// @param requiredSuites the suites whose gates a version must pass, sorted
/// @param tags the team's own labels
public record AssetDraft(String description, RiskTier riskTier, List<String> requiredSuites, Map<String, String> tags) {

    /// The default rules of an asset.
    public static final AssetDraft DEFAULT = new AssetDraft("", RiskTier.LIMITED, List.of(), Map.of());

    public AssetDraft {
        requiredSuites = requiredSuites.stream().distinct().sorted().toList();
        tags = Map.copyOf(tags);
    }
}
