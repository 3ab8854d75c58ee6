package io.plumbline.registry.mlflow;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.mlflow.MlflowRequests.CreateVersion;
import io.plumbline.registry.mlflow.MlflowRequests.GivenTag;
import io.plumbline.registry.model.ModelDocument;
import io.plumbline.registry.model.ModelDocument.Adapter;
import io.plumbline.registry.model.ModelDocument.Artifact;
import io.plumbline.registry.model.ModelDocument.Kind;
import io.plumbline.registry.model.ModelDocument.Run;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a new version of MLflow is in the registry. Facts that MLflow's request has no member for are tags with
/// the prefix `plumbline.`; they go into the version's document, which never changes. Other tags stay tags.
///
/// @param document the document of the version
/// @param tags the tags that are not part of it
record VersionFacts(ModelDocument document, Map<String, String> tags) {

    private static final String DEFAULT_PROVIDER = "mlflow";

    /// @throws io.plumbline.kit.problem.ProblemException 400 for an unknown value
    static VersionFacts of(CreateVersion request) {
        Map<String, String> tags = new TreeMap<>(GivenTag.map(request.tags()));
        Kind kind = constant(Kind.class, take(tags, "kind", Kind.FINE_TUNED.name()));
        String method = take(tags, "adapter", null);
        ModelDocument document = new ModelDocument(
                kind == null ? Kind.FINE_TUNED : kind,
                String.valueOf(take(tags, "provider", DEFAULT_PROVIDER)),
                String.valueOf(take(tags, "upstreamModel", request.name())),
                take(tags, "base", null),
                method == null ? null : new Adapter(constant(Adapter.Method.class, method), Map.of()),
                names(take(tags, "trainingData", "")),
                null,
                take(tags, "license", null),
                List.of(new Artifact(request.source(), null, null, null, null, null)),
                run(request));
        tags.keySet().forEach(VersionFacts::checkFree);
        return new VersionFacts(document, tags);
    }

    /// Refuses (400) a tag that only the registry gives.
    static void checkFree(String name) {
        if (name.startsWith(MlflowStore.RESERVED)) {
            throw RequestProblem.INVALID_REQUEST.because("The tag " + name + " is reserved. Tags with the prefix "
                    + MlflowStore.RESERVED + " are set when a version is created and never change.");
        }
    }

    private static @Nullable Run run(CreateVersion request) {
        String id = emptyToNull(request.runId());
        String link = emptyToNull(request.runLink());
        return id == null && link == null ? null : new Run(id, link);
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static @Nullable String take(Map<String, String> tags, String name, @Nullable String other) {
        String value = tags.remove(MlflowStore.RESERVED + name);
        return value == null ? other : value;
    }

    private static List<String> names(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", 101)).map(String::strip).toList();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, @Nullable String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> RequestProblem.INVALID_REQUEST.because(name + " is not one of "
                        + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "))
                        + "."));
    }
}
