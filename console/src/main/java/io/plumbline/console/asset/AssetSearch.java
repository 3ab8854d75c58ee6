package io.plumbline.console.asset;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import io.plumbline.kit.security.Callers;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds models and prompts by name.
@Component
class AssetSearch implements SearchSource {

    private final AssetClient assets;

    AssetSearch(AssetClient assets) {
        this.assets = assets;
    }

    @Override
    public List<Hit> find(String text) {
        return Arrays.stream(AssetKind.values())
                .filter(kind -> !Callers.current().teamsWith(kind.read()).isEmpty())
                .flatMap(kind -> Listing.read((limit, cursor) -> assets.list(kind.segment(), limit, cursor)).stream()
                        .filter(asset -> asset.name().contains(text))
                        .map(asset -> new Hit(kind.label(), asset.name(), kind.page(asset.name()), asset.team())))
                .toList();
    }
}
