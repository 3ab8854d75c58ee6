package io.plumbline.bench.conformance;

import io.plumbline.guardrails.policy.Stage;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// Texts of one kind within a corpus.
///
/// @param name   the name in a table
/// @param attack whether findings are expected
/// @param field  the field of a row with the text
record CorpusSource(String name, boolean attack, String file, String field, Stage stage, Predicate<JsonNode> wanted) {

    static CorpusSource attacks(String name, String file, Stage stage, Predicate<JsonNode> wanted) {
        return new CorpusSource(name, true, file, "text", stage, wanted);
    }

    static CorpusSource harmless(String name, String file, String field, Predicate<JsonNode> wanted) {
        return new CorpusSource(name, false, file, field, Stage.INPUT, wanted);
    }

    /// Harmless documents, as retrieval passes them to a model.
    static CorpusSource documents(String name, String file, String field, Predicate<JsonNode> wanted) {
        return new CorpusSource(name + ", retrieved", false, file, field, Stage.RETRIEVAL, wanted);
    }
}
