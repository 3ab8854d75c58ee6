package io.plumbline.registry.card;

import io.plumbline.configuration.RiskTier;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.dataset.DatasetSummary;
import io.plumbline.registry.evaluation.Evaluation;
import io.plumbline.registry.model.ModelDocument;
import io.plumbline.registry.promotion.ProductionEntry;
import io.plumbline.registry.promotion.VersionStage;
import io.plumbline.registry.supplychain.SupplyChainReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The card of a model version, generated from the record.
///
/// @param digest digest of the version's document
/// @param evaluations the newest result of each kind and suite, with the intervals of its checks
/// @param promotions when the version entered production, by whom and by which approval, newest first
public record ModelCard(
        String name,
        int version,
        String team,
        VersionStage stage,
        String digest,
        Instant createdAt,
        Author createdBy,
        Purpose purpose,
        Origin origin,
        Terms terms,
        List<Evaluation> evaluations,
        List<ProductionEntry> promotions) {

    /// The purpose of the model, in the words of its team. The tags `intended-use`, `users`, `out-of-scope`,
    /// `limitations` and `ethical-considerations` of the version, else of the model, give the last five
    /// members.
    ///
    /// @param description of the model
    /// @param versionDescription of the version
    /// @param tags the tags of the model, and those of the version, which take precedence
    public record Purpose(
            RiskTier riskTier,
            String description,
            String versionDescription,
            Map<String, String> tags,
            @Nullable String intendedUse,
            @Nullable String users,
            @Nullable String outOfScope,
            @Nullable String limitations,
            @Nullable String ethicalConsiderations) {}

    /// The origin of the version.
    public record Origin(
            ModelDocument.Kind kind,
            String provider,
            String upstreamModel,
            @Nullable BaseModel base,
            ModelDocument.@Nullable Adapter adapter,
            List<TrainingData> trainingData,
            ModelDocument.@Nullable Run run) {}

    /// The version that this one derives from.
    ///
    /// @param reference `name@version`
    /// @param digest digest of its document; null if you may not read it
    public record BaseModel(
            String reference,
            @Nullable String digest,
            @Nullable String license) {}

    /// A dataset version that the model was trained on.
    ///
    /// @param reference `name@version`
    /// @param summary null if you may not read the dataset
    public record TrainingData(String reference, @Nullable DatasetSummary summary) {}

    /// The terms under which the version is used, and its files.
    ///
    /// @param parameters default call parameters
    /// @param supplyChain formats and signatures of the files, and what of the supply-chain policy the
    ///     version breaks
    public record Terms(
            @Nullable String license,
            Map<String, Object> parameters,
            List<ModelDocument.Artifact> artifacts,
            SupplyChainReport supplyChain) {}
}
