package io.plumbline.eval.rubric;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// The built-in rubrics from `rubrics/NAME.json`. Each is version 1 and must not change, because other words
/// would be another rubric to every calibration.
final class BuiltInRubrics {

    private static final List<String> NAMES = List.of(
            "accuracy",
            "citations",
            "coherence",
            "context-precision",
            "context-recall",
            "groundedness",
            "relevance",
            "safety",
            "tone",
            "xstest");

    private final TreeMap<String, Rubric> rubrics = new TreeMap<>();

    BuiltInRubrics(JsonMapper json) {
        for (String name : NAMES) {
            RubricDocument document = read(name, json);
            RubricCheck.check(document);
            rubrics.put(name, new Rubric(name, null, 1, RubricDigest.of(document), document, null));
        }
    }

    Optional<Rubric> find(String name) {
        return Optional.ofNullable(rubrics.get(name));
    }

    /// Returns those whose names follow that one.
    List<Rubric> after(String name) {
        return List.copyOf(rubrics.tailMap(name, false).values());
    }

    private static RubricDocument read(String name, JsonMapper json) {
        try (InputStream resource = BuiltInRubrics.class.getResourceAsStream("/rubrics/" + name + ".json")) {
            if (resource == null) {
                throw new IllegalStateException("the rubric " + name + " is not on the class path");
            }
            return json.readValue(resource, RubricDocument.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
