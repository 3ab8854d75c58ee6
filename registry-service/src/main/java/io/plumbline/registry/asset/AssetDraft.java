package io.plumbline.registry.asset;

import io.plumbline.configuration.RiskTier;
import java.util.List;
import java.util.Map;

/// What can be edited of an asset.
///
/// @param requiredSuites the suites whose gates a version has to pass, sorted
/// @param tags labels of the team's own
public record AssetDraft(String description, RiskTier riskTier, List<String> requiredSuites, Map<String, String> tags) {

    /// The rules of an asset for which nobody has said any.
    public static final AssetDraft DEFAULT = new AssetDraft("", RiskTier.LIMITED, List.of(), Map.of());

    public AssetDraft {
        requiredSuites = requiredSuites.stream().distinct().sorted().toList();
        tags = Map.copyOf(tags);
    }
}
