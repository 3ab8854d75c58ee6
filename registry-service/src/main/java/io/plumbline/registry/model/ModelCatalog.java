package io.plumbline.registry.model;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetAction;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.asset.VersionDocument;
import io.plumbline.registry.asset.VersionReference;
import io.plumbline.registry.dataset.DatasetCatalog;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Registers model versions. Everything that a version derives from must exist, so its lineage is complete.
@Service
public class ModelCatalog {

    private static final TypeReference<Map<String, @Nullable Object>> MEMBERS = new TypeReference<>() {};

    private static final int MAX_HEAD = 512;

    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final DatasetCatalog datasets;
    private final AuditTrail trail;
    private final JsonMapper json;

    ModelCatalog(
            AssetCatalog assets, AssetVersions versions, DatasetCatalog datasets, AuditTrail trail, JsonMapper json) {
        this.assets = assets;
        this.versions = versions;
        this.datasets = datasets;
        this.trail = trail;
        this.json = json;
    }

    /// Registers the next version of a model.
    ///
    /// @throws ProblemException 404 if the model does not exist; 400 if the document contradicts itself or
    ///     existing resources
    @Transactional
    public AssetVersion register(String name, ModelDocument document) {
        return register(name, document, Author.current());
    }

    /// Registers the next version of a model for an author.
    ///
    /// @throws ProblemException as [#register(String, ModelDocument)]
    @Transactional
    public AssetVersion register(String name, ModelDocument document, Author author) {
        Asset model = assets.get(AssetType.MODEL, name);
        AssetVersion version = versions.register(model, checked(document), author);
        trail.append(AuditEntry.of(AssetAction.VERSION_REGISTERED, model.team(), "model-version", name)
                .version(version.number())
                .with("digest", version.digest())
                .with("kind", document.kind().name())
                .with("provider", document.provider())
                .with("upstreamModel", document.upstreamModel()));
        return version;
    }

    /// Returns the document to store.
    ///
    /// @throws ProblemException 400 if it contradicts itself or existing resources
    VersionDocument checked(ModelDocument document) {
        ProblemException problem =
                RequestProblem.INVALID_REQUEST.because("The request is invalid. errors lists each field.");
        checkKind(document, problem);
        checkReferences(document, problem);
        checkHeads(document, problem);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return VersionDocument.of(members(document));
    }

    private static void checkKind(ModelDocument document, ProblemException problem) {
        switch (document.kind()) {
            case FOUNDATION -> {
                if (document.base() != null) {
                    problem.at("/base", "must be absent: a FOUNDATION model has no base model");
                }
                if (document.adapter() != null) {
                    problem.at("/adapter", "must be absent for a FOUNDATION model");
                }
            }
            case ADAPTER -> {
                if (document.base() == null) {
                    problem.at("/base", "is required: an ADAPTER belongs to a model version");
                }
                if (document.adapter() == null) {
                    problem.at("/adapter", "is required: state how it was made");
                }
            }
            case FINE_TUNED -> {
                // May have been made elsewhere, from a model that is not registered.
            }
        }
    }

    private void checkReferences(ModelDocument document, ProblemException problem) {
        if (document.base() != null && !isRegistered(VersionReference.parse(document.base()))) {
            problem.at("/base", "is not a version of one of your registered models");
        }
        List<String> trainingData = document.trainingData();
        for (int i = 0; i < trainingData.size(); i++) {
            if (!datasets.has(VersionReference.parse(trainingData.get(i)))) {
                problem.at("/trainingData/" + i, "is not a version of one of your datasets");
            }
        }
    }

    private static void checkHeads(ModelDocument document, ProblemException problem) {
        for (int i = 0; i < document.artifacts().size(); i++) {
            String head = document.artifacts().get(i).head();
            if (head != null && !isHead(head)) {
                problem.at("/artifacts/" + i + "/head", "must be at most " + MAX_HEAD + " bytes in base64");
            }
        }
    }

    private static boolean isHead(String text) {
        try {
            return Base64.getDecoder().decode(text).length <= MAX_HEAD;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isRegistered(VersionReference reference) {
        return assets.find(AssetType.MODEL, reference.name())
                .filter(model -> versions.has(model, reference.version()))
                .isPresent();
    }

    private Map<String, @Nullable Object> members(ModelDocument document) {
        Map<String, @Nullable Object> members = json.convertValue(document, MEMBERS);
        members.values().removeIf(java.util.Objects::isNull);
        return members;
    }
}
