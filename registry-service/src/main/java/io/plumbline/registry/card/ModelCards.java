package io.plumbline.registry.card;

import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.asset.VersionReference;
import io.plumbline.registry.card.ModelCard.BaseModel;
import io.plumbline.registry.card.ModelCard.Origin;
import io.plumbline.registry.card.ModelCard.Purpose;
import io.plumbline.registry.card.ModelCard.Terms;
import io.plumbline.registry.card.ModelCard.TrainingData;
import io.plumbline.registry.dataset.DatasetCatalog;
import io.plumbline.registry.evaluation.EvaluationLedger;
import io.plumbline.registry.model.ModelDocument;
import io.plumbline.registry.model.VersionNotes;
import io.plumbline.registry.promotion.Pointers;
import io.plumbline.registry.supplychain.SupplyChain;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Generates cards. A card has nothing that the caller could not read elsewhere.
@Service
public class ModelCards {

    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final VersionNotes notes;
    private final Pointers pointers;
    private final EvaluationLedger evaluations;
    private final DatasetCatalog datasets;
    private final SupplyChain chain;

    ModelCards(
            AssetCatalog assets,
            AssetVersions versions,
            VersionNotes notes,
            Pointers pointers,
            EvaluationLedger evaluations,
            DatasetCatalog datasets,
            SupplyChain chain) {
        this.assets = assets;
        this.versions = versions;
        this.notes = notes;
        this.pointers = pointers;
        this.evaluations = evaluations;
        this.datasets = datasets;
        this.chain = chain;
    }

    /// @throws io.plumbline.kit.problem.ProblemException 404
    @Transactional(readOnly = true)
    public ModelCard of(String name, int number) {
        Asset model = assets.get(AssetType.MODEL, name);
        AssetVersion version = versions.get(model, number);
        ModelDocument document = document(version);
        return new ModelCard(
                name,
                number,
                model.team(),
                pointers.position(model, number).stage(),
                version.digest(),
                version.createdAt(),
                version.createdBy(),
                purpose(model, notes.get(model, number)),
                origin(document),
                new Terms(
                        document.license(),
                        Objects.requireNonNullElse(document.parameters(), Map.of()),
                        document.artifacts(),
                        chain.report(name, number)),
                evaluations.newest(model, number),
                pointers.entries(model, number));
    }

    private static Purpose purpose(Asset model, VersionNotes.Note note) {
        Map<String, String> tags = new TreeMap<>(model.tags());
        tags.putAll(note.tags());
        return new Purpose(
                model.riskTier(),
                model.description(),
                note.description(),
                tags,
                tags.get("intended-use"),
                tags.get("users"),
                tags.get("out-of-scope"),
                tags.get("limitations"),
                tags.get("ethical-considerations"));
    }

    private Origin origin(ModelDocument document) {
        return new Origin(
                document.kind(),
                document.provider(),
                document.upstreamModel(),
                base(document.base()),
                document.adapter(),
                document.trainingData().stream().map(this::trainingData).toList(),
                document.run());
    }

    private @Nullable BaseModel base(@Nullable String reference) {
        if (reference == null) {
            return null;
        }
        VersionReference parsed = VersionReference.parse(reference);
        return assets.find(AssetType.MODEL, parsed.name())
                .filter(model -> versions.has(model, parsed.version()))
                .map(model -> versions.get(model, parsed.version()))
                .map(version -> new BaseModel(
                        reference, version.digest(), document(version).license()))
                .orElseGet(() -> new BaseModel(reference, null, null));
    }

    private TrainingData trainingData(String reference) {
        boolean mayRead = !Callers.current().teamsWith(Permission.DATASET_READ).isEmpty();
        return new TrainingData(
                reference,
                mayRead ? datasets.summary(VersionReference.parse(reference)).orElse(null) : null);
    }

    private static ModelDocument document(AssetVersion version) {
        return JsonMapper.shared().readValue(version.document(), ModelDocument.class);
    }
}
