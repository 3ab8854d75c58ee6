package io.plumbline.knowledge.index;

import java.util.Map;
import java.util.TreeMap;

/// The shape of an index. An index with other settings must be rebuilt.
///
/// @param model      the model of the vectors ([io.plumbline.knowledge.embedding.Embedder#model])
/// @param dimensions the numbers in a vector
/// @param fields     the metadata that filters may use, by name
public record IndexSettings(String model, int dimensions, IndexLanguage language, Map<String, FieldType> fields) {

    public static final int MOST_DIMENSIONS = 4_096;
    public static final int MOST_FIELDS = 50;

    /// @throws IllegalArgumentException when there are too many dimensions or fields, or a field has a name other
    ///     than letters, digits, `.`, `_` and `-`
    public IndexSettings {
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("The dimensions must be from 1 to %d".formatted(MOST_DIMENSIONS));
        }
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException("An index has at most %d metadata fields".formatted(MOST_FIELDS));
        }
        for (String name : fields.keySet()) {
            if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
                throw new IllegalArgumentException(
                        "The name of a metadata field has 1 to 64 letters, digits, ., _ and -");
            }
        }
        fields = Map.copyOf(fields);
    }

    /// The settings in one line, to compare with those of a stored index.
    public String fingerprint() {
        return "%s %d %s %s".formatted(model, dimensions, language, new TreeMap<>(fields));
    }
}
