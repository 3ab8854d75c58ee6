package io.plumbline.registry.dataset.mapping;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// How the members of a file's rows become those of records. Stateless: the same row gives the same record. Members
/// that it does not use stay as they are.
public sealed interface RecordMapping permits MappingPreset, FieldMapping, UnchangedRows {

    /// Maximum length of a mapping in a request.
    int MAX_LENGTH = 4000;

    RecordMapping NONE = new UnchangedRows();

    /// Returns the record of a row, not yet validated; null after an error.
    ///
    /// @param faults receives a JSON Pointer into the row, and a message that quotes nothing
    @Nullable
    Map<String, @Nullable Object> apply(Map<String, @Nullable Object> row, BiConsumer<String, String> faults);

    /// Returns the pointer into the row for one into the record.
    String origin(String pointer);

    /// Returns the columns of delimited files whose cells may hold a JSON array, namely those that start with a
    /// bracket.
    Set<String> lists();

    /// Reads the mapping of a request: the name of a preset, or a JSON object such as
    /// `{"input": "question", "references": ["answer", "alternatives"]}`.
    ///
    /// @throws ProblemException 400 for anything else
    static RecordMapping of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        if (!text.stripLeading().startsWith("{")) {
            return MappingPreset.of(text.strip())
                    .orElseThrow(() -> refused("is " + MappingPreset.NAMES + ", or a JSON object"));
        }
        return FieldMapping.of(text);
    }

    /// The problem of an invalid mapping.
    static ProblemException refused(String message) {
        return RequestProblem.INVALID_REQUEST.because("The mapping is invalid.").at("/mapping", message);
    }
}
