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
import io.plumbline.registry.evaluation.EvaluationLedger;
import io.plumbline.registry.evaluation.GateRule;
import io.plumbline.registry.evaluation.Verdict;
import io.plumbline.registry.promotion.AwaitedApprovals;
import io.plumbline.registry.promotion.Granted;
import io.plumbline.registry.promotion.Pointers;
import io.plumbline.registry.promotion.Position;
import io.plumbline.registry.promotion.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what changed after a change, at one point in time: an asset that changed comes with all of its versions.
@Service
class SnapshotReader {

    private final Changes changes;
    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final Pointers pointers;
    private final EvaluationLedger evaluations;
    private final AwaitedApprovals approvals;
    private final JsonMapper json;

    SnapshotReader(
            Changes changes,
            AssetCatalog assets,
            AssetVersions versions,
            Pointers pointers,
            EvaluationLedger evaluations,
            AwaitedApprovals approvals,
            JsonMapper json) {
        this.changes = changes;
        this.assets = assets;
        this.versions = versions;
        this.pointers = pointers;
        this.evaluations = evaluations;
        this.approvals = approvals;
        this.json = json;
    }

    /// @param since 0, or a number that is not of this history, for everything
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public RegistrySnapshot since(long since) {
        long current = changes.current();
        boolean complete = since <= 0 || since > current;
        long from = complete ? 0 : since;
        Map<UUID, List<AssetVersion>> byAsset =
                versions.changedSince(from).stream().collect(Collectors.groupingBy(AssetVersion::assetId));
        Map<UUID, Pointers.Snapshot> pointing = pointers.changedSince(from);
        Map<UUID, Map<Integer, Map<String, Verdict>>> gates = evaluations.newestGatesChangedSince(from);
        Map<UUID, Map<Integer, Granted>> granted = approvals.grantedChangedSince(from);
        List<ModelEntry> models = new ArrayList<>();
        List<PromptEntry> prompts = new ArrayList<>();
        for (Asset asset : assets.changedSince(from)) {
            Facts facts = new Facts(
                    asset,
                    byAsset.getOrDefault(asset.id(), List.of()),
                    pointing.getOrDefault(asset.id(), Pointers.Snapshot.NONE),
                    gates.getOrDefault(asset.id(), Map.of()),
                    granted.getOrDefault(asset.id(), Map.of()));
            if (asset.type() == AssetType.MODEL) {
                models.add(model(facts));
            } else {
                prompts.add(prompt(facts));
            }
        }
        return new RegistrySnapshot(current, complete, models, prompts);
    }

    /// What is known of an asset.
    private record Facts(
            Asset asset,
            List<AssetVersion> versions,
            Pointers.Snapshot pointers,
            Map<Integer, Map<String, Verdict>> gates,
            Map<Integer, Granted> granted) {

        /// Its gates passed and its promotion was approved, or it was in production before; and nobody has archived
        /// it since.
        boolean mayServeProduction(int version) {
            Position position = pointers.position(version);
            return position.stage() != Stage.ARCHIVED
                    && (position.wasInProduction() || (passed(version) && isApproved(version)));
        }

        private boolean passed(int version) {
            return new GateRule(asset.requiredSuites()).isSatisfiedBy(gates.getOrDefault(version, Map.of()));
        }

        private boolean isApproved(int version) {
            Granted approval = granted.get(version);
            return asset.approvers() == 0 || (approval != null && approval.covers(asset));
        }

        String stage(int version) {
            return pointers.position(version).stage().name();
        }
    }

    private ModelEntry model(Facts facts) {
        List<ModelVersionEntry> entries = facts.versions().stream()
                .map(version -> {
                    JsonNode document = json.readTree(version.document());
                    return new ModelVersionEntry(
                            version.number(),
                            document.path("kind").asString(),
                            document.path("provider").asString(),
                            document.path("upstreamModel").asString(),
                            facts.stage(version.number()),
                            facts.mayServeProduction(version.number()),
                            parametersOf(document));
                })
                .toList();
        Asset asset = facts.asset();
        return new ModelEntry(
                asset.name(),
                asset.team(),
                asset.riskTier().name(),
                facts.pointers().aliases(),
                entries);
    }

    private PromptEntry prompt(Facts facts) {
        List<PromptVersionEntry> entries = facts.versions().stream()
                .map(version -> {
                    JsonNode document = json.readTree(version.document());
                    return new PromptVersionEntry(
                            version.number(),
                            document.path("messages"),
                            document.path("variables"),
                            parametersOf(document),
                            facts.stage(version.number()),
                            facts.mayServeProduction(version.number()));
                })
                .toList();
        return new PromptEntry(
                facts.asset().name(), facts.asset().team(), facts.pointers().aliases(), entries);
    }

    private static @Nullable JsonNode parametersOf(JsonNode document) {
        return document.get("parameters");
    }
}
