package io.plumbline.registry.promotion;

import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetResponse;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Describes models and prompts with their newest versions and pointers.
@Service
@Transactional(readOnly = true)
public class AssetDirectory {

    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final PointerStore pointers;

    AssetDirectory(AssetCatalog assets, AssetVersions versions, PointerStore pointers) {
        this.assets = assets;
        this.versions = versions;
        this.pointers = pointers;
    }

    public AssetResponse describe(Asset asset) {
        return describe(List.of(asset)).getFirst();
    }

    /// By name.
    public Page<AssetResponse> page(AssetType type, Paging paging) {
        Page<Asset> page = assets.page(type, paging);
        return new Page<>(describe(page.items()), page.nextCursor());
    }

    private List<AssetResponse> describe(List<Asset> described) {
        Map<UUID, Integer> newest = versions.newest(described);
        Map<UUID, Map<String, Integer>> aliases =
                pointers.aliases(described.stream().map(Asset::id).toList());
        return described.stream()
                .map(asset -> AssetResponse.from(
                        asset, newest.getOrDefault(asset.id(), 0), aliases.getOrDefault(asset.id(), Map.of())))
                .toList();
    }
}
