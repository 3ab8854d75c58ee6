package io.plumbline.registry.snapshot;

import io.plumbline.clients.registry.RegistrySnapshot;
import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.ModelVersionEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import io.plumbline.kit.change.Changes;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.promotion.Pointers;
import io.plumbline.registry.promotion.ProductionStanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads changes at one point in time. A changed asset includes all its versions.
@Service
class SnapshotReader {

    private final Changes changes;
    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final Pointers pointers;
    private final StandingReader standings;
    private final JsonMapper json;

    SnapshotReader(
            Changes changes,
            AssetCatalog assets,
            AssetVersions versions,
            Pointers pointers,
            StandingReader standings,
            JsonMapper json) {
        this.changes = changes;
        this.assets = assets;
        this.versions = versions;
        this.pointers = pointers;
        this.standings = standings;
        this.json = json;
    }

    /// @param since 0, or a number unknown in this history, for everything
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public RegistrySnapshot since(long since) {
        long current = changes.current();
        boolean complete = since <= 0 || since > current;
        long from = complete ? 0 : since;
        Map<UUID, List<AssetVersion>> byAsset =
                versions.changedSince(from).stream().collect(Collectors.groupingBy(AssetVersion::assetId));
        Map<UUID, Pointers.Snapshot> pointing = pointers.changedSince(from);
        Function<Asset, StandingReader.OfVersions> standing = standings.changedSince(from);
        List<ModelEntry> models = new ArrayList<>();
        List<PromptEntry> prompts = new ArrayList<>();
        for (Asset asset : assets.changedSince(from)) {
            Facts facts = new Facts(
                    asset,
                    byAsset.getOrDefault(asset.id(), List.of()),
                    pointing.getOrDefault(asset.id(), Pointers.Snapshot.NONE),
                    standing.apply(asset));
            if (asset.type() == AssetType.MODEL) {
                models.add(model(facts));
            } else {
                prompts.add(prompt(facts));
            }
        }
        return new RegistrySnapshot(current, complete, models, prompts);
    }

    /// The data of an asset.
    private record Facts(
            Asset asset, List<AssetVersion> versions, Pointers.Snapshot pointers, StandingReader.OfVersions standings) {

        ProductionStanding standing(AssetVersion version) {
            return standings.of(version, pointers.position(version.number()));
        }

        String stage(int version) {
            return pointers.position(version).stage().name();
        }
    }

    private ModelEntry model(Facts facts) {
        List<ModelVersionEntry> entries = facts.versions().stream()
                .map(version -> {
                    JsonNode document = json.readTree(version.document());
                    ProductionStanding standing = facts.standing(version);
                    return new ModelVersionEntry(
                            version.number(),
                            document.path("kind").asString(),
                            document.path("provider").asString(),
                            document.path("upstreamModel").asString(),
                            facts.stage(version.number()),
                            standing.mayServe(),
                            parametersOf(document),
                            version.digest(),
                            standings.describe(standing));
                })
                .toList();
        Asset asset = facts.asset();
        return new ModelEntry(
                asset.name(),
                asset.team(),
                asset.tierInForce().name(),
                facts.pointers().aliases(),
                entries);
    }

    private PromptEntry prompt(Facts facts) {
        List<PromptVersionEntry> entries = facts.versions().stream()
                .map(version -> {
                    JsonNode document = json.readTree(version.document());
                    ProductionStanding standing = facts.standing(version);
                    return new PromptVersionEntry(
                            version.number(),
                            document.path("messages"),
                            document.path("variables"),
                            parametersOf(document),
                            facts.stage(version.number()),
                            standing.mayServe(),
                            version.digest(),
                            standings.describe(standing));
                })
                .toList();
        Asset asset = facts.asset();
        return new PromptEntry(
                asset.name(),
                asset.team(),
                facts.pointers().aliases(),
                entries,
                asset.tierInForce().name());
    }

    private static @Nullable JsonNode parametersOf(JsonNode document) {
        return document.get("parameters");
    }
}
