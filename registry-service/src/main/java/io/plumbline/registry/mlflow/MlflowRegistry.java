package io.plumbline.registry.mlflow;

import io.plumbline.configuration.RiskTier;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetDraft;
import io.plumbline.registry.asset.AssetRequest;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.mlflow.MlflowRequests.GivenTag;
import io.plumbline.registry.mlflow.MlflowResponses.ModelVersion;
import io.plumbline.registry.mlflow.MlflowResponses.RegisteredModel;
import io.plumbline.registry.model.ModelCatalog;
import io.plumbline.registry.model.VersionNotes;
import io.plumbline.registry.model.VersionNotes.Note;
import io.plumbline.registry.promotion.Promotion;
import io.plumbline.registry.promotion.VersionStage;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The operations of MLflow's registry on the models and versions of this one. Stores nothing of its own: names,
/// rules for production and the immutability of versions are those of the registry.
@Service
class MlflowRegistry {

    private static final Pattern NAME = Pattern.compile(Names.NAME);
    private static final Pattern ALIAS = Pattern.compile(Names.ALIAS);
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final String TEAM = MlflowStore.RESERVED + "team";
    private static final String RISK_TIER = MlflowStore.RESERVED + "riskTier";

    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final ModelCatalog models;
    private final VersionNotes notes;
    private final Promotion promotion;
    private final MlflowStore store;
    private final Validator validator;

    MlflowRegistry(
            AssetCatalog assets,
            AssetVersions versions,
            ModelCatalog models,
            VersionNotes notes,
            Promotion promotion,
            MlflowStore store,
            Validator validator) {
        this.assets = assets;
        this.versions = versions;
        this.models = models;
        this.notes = notes;
        this.promotion = promotion;
        this.store = store;
        this.validator = validator;
    }

    /// @throws ProblemException 404
    RegisteredModel model(String name) {
        return store.model(name)
                .orElseThrow(
                        () -> RequestProblem.NOT_FOUND.because("No model with this name exists that you can access."));
    }

    /// @throws ProblemException 404
    ModelVersion version(String name, String version) {
        int number = number(version);
        return store.version(name, number)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because(
                        "No version " + number + " of a model with this name exists that you can access."));
    }

    /// Creates a model. The tags `plumbline.team` and `plumbline.riskTier` set its team and risk tier.
    ///
    /// @throws ProblemException 400 if the name is taken or not a name of the registry
    RegisteredModel create(String name, @Nullable String description, @Nullable List<GivenTag> listed) {
        if (!NAME.matcher(name).matches()) {
            throw RequestProblem.INVALID_REQUEST.because("The name of a model matches " + Names.NAME + ".");
        }
        Map<String, String> tags = new TreeMap<>(GivenTag.map(listed));
        String team = tags.remove(TEAM);
        String tier = tags.remove(RISK_TIER);
        AssetRequest request =
                checked(new AssetRequest(team, description, tier == null ? null : tier(tier), null, tags));
        try {
            assets.create(AssetType.MODEL, name, request.team(), request.draft());
        } catch (ProblemException e) {
            throw e.type() == RequestProblem.CONFLICT ? MlflowErrorCode.RESOURCE_ALREADY_EXISTS.on(e) : e;
        }
        return model(name);
    }

    private static RiskTier tier(String name) {
        try {
            return RiskTier.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw RequestProblem.INVALID_REQUEST.because(RISK_TIER + " is one of MINIMAL, LIMITED and HIGH.");
        }
    }

    RegisteredModel describe(String name, @Nullable String description) {
        change(
                name,
                draft -> new AssetDraft(
                        description == null ? draft.description() : description,
                        draft.riskTier(),
                        draft.requiredSuites(),
                        draft.tags()));
        return model(name);
    }

    void tag(String name, String key, String value) {
        VersionFacts.checkFree(key);
        change(name, draft -> {
            Map<String, String> tags = new TreeMap<>(draft.tags());
            tags.put(key, value);
            return new AssetDraft(draft.description(), draft.riskTier(), draft.requiredSuites(), tags);
        });
    }

    void removeTag(String name, String key) {
        change(name, draft -> {
            Map<String, String> tags = new TreeMap<>(draft.tags());
            tags.remove(key);
            return new AssetDraft(draft.description(), draft.riskTier(), draft.requiredSuites(), tags);
        });
    }

    private void change(String name, UnaryOperator<AssetDraft> change) {
        Asset model = assets.get(AssetType.MODEL, name);
        AssetDraft draft = change.apply(
                new AssetDraft(model.description(), model.riskTier(), model.requiredSuites(), model.tags()));
        AssetRequest request = checked(new AssetRequest(
                model.team(), draft.description(), draft.riskTier(), draft.requiredSuites(), draft.tags()));
        assets.put(AssetType.MODEL, name, model.team(), request.draft(), EntityTags.of(model.revision()));
    }

    /// Returns the newest version in each of these stages; in every stage for none.
    List<ModelVersion> latest(String name, @Nullable List<String> stages) {
        List<String> wanted = stages == null
                ? List.of()
                : stages.stream().map(stage -> MlflowStage.of(stage).label()).toList();
        return model(name).latestVersions().stream()
                .filter(version -> wanted.isEmpty() || wanted.contains(version.stage()))
                .toList();
    }

    /// @throws ProblemException 404 for no such model; 400 for no such alias
    ModelVersion ofAlias(String name, String alias) {
        return model(name).aliases().stream()
                .filter(pointer -> pointer.alias().equals(alias))
                .findFirst()
                .map(pointer -> version(name, pointer.version()))
                .orElseThrow(() -> MlflowErrorCode.INVALID_PARAMETER_VALUE.on(
                        RequestProblem.NOT_FOUND.because("The model has no alias with this name.")));
    }

    /// Points an alias at a version; `production` needs its gates and approvals.
    ///
    /// @throws ProblemException 409 if one is missing
    void point(String name, String alias, @Nullable String version) {
        if (!ALIAS.matcher(alias).matches()) {
            throw RequestProblem.INVALID_REQUEST.because("The name of an alias matches " + Names.ALIAS + ".");
        }
        promotion.point(target(name, version == null ? "" : version), alias, null);
    }

    /// Removes an alias; does nothing if there is none, as MLflow.
    void removeAlias(String name, String alias) {
        boolean exists = model(name).aliases().stream()
                .anyMatch(pointer -> pointer.alias().equals(alias));
        if (exists) {
            promotion.remove(AssetType.MODEL, name, alias);
        }
    }

    /// Registers a version.
    @Transactional
    ModelVersion register(MlflowRequests.CreateVersion request) {
        VersionFacts facts = VersionFacts.of(request);
        int version = models.register(request.name(), checked(facts.document())).number();
        Asset model = assets.get(AssetType.MODEL, request.name());
        String description = request.description() == null ? "" : request.description();
        notes.change(model, version, _ -> new Note(description, facts.tags()));
        return version(request.name(), Integer.toString(version));
    }

    ModelVersion describeVersion(String name, String version, @Nullable String description) {
        if (description != null) {
            changeNote(name, version, note -> note.withDescription(description));
        }
        return version(name, version);
    }

    void tagVersion(String name, String version, String key, String value) {
        VersionFacts.checkFree(key);
        changeNote(name, version, note -> note.withTag(key, value));
    }

    void removeVersionTag(String name, String version, String key) {
        VersionFacts.checkFree(key);
        changeNote(name, version, note -> note.withoutTag(key));
    }

    private void changeNote(String name, String version, UnaryOperator<Note> change) {
        Asset model = assets.get(AssetType.MODEL, name);
        notes.change(model, versions.get(model, number(version)).number(), change);
    }

    /// Moves a version to a stage; Production needs its gates and approvals.
    ///
    /// @param archiveExisting whether the versions that are in the stage now go to Archived
    /// @throws ProblemException 409 if a gate or an approval is missing
    ModelVersion transition(String name, String version, String to, boolean archiveExisting) {
        VersionStage stage = MlflowStage.of(to).stage();
        if (stage == VersionStage.NONE) {
            throw RequestProblem.INVALID_REQUEST.because(
                    "No version returns to None. Move it to Staging or Archived instead.");
        }
        Promotion.Target target = target(name, version);
        List<Integer> before = archiveExisting ? store.versionsIn(name, stage) : List.of();
        promotion.toStage(target, stage, null);
        if (stage != VersionStage.ARCHIVED) {
            before.stream()
                    .filter(other -> other != target.version())
                    .forEach(other -> promotion.toStage(
                            new Promotion.Target(AssetType.MODEL, name, other), VersionStage.ARCHIVED, null));
        }
        return version(name, version);
    }

    /// @throws ProblemException 404 if the version has no files here
    String downloadUri(String name, String version) {
        String source = version(name, version).source();
        if (source == null) {
            throw RequestProblem.NOT_FOUND.because(
                    "This version has no files in the registry. Its provider serves it; call it through a route.");
        }
        return source;
    }

    /// @throws ProblemException 404 if it does not exist, else 409
    void refuseDeletion(String name) {
        model(name);
        throw RequestProblem.CONFLICT.because(
                "Names and versions stay, so that the history of production does. Move versions to the stage Archived"
                        + " instead.");
    }

    private static Promotion.Target target(String name, String version) {
        return new Promotion.Target(AssetType.MODEL, name, number(version));
    }

    private static int number(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw RequestProblem.INVALID_REQUEST.because("The version must be a whole number from 1.");
        }
        return Integer.parseInt(version);
    }

    private <T> T checked(T value) {
        ProblemException problem = RequestProblem.INVALID_REQUEST.because("The registry does not accept these values.");
        validator
                .validate(value)
                .forEach(violation -> problem.at(violation.getPropertyPath().toString(), violation.getMessage()));
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return value;
    }
}
