package io.plumbline.knowledge.index;

import java.util.List;

/// Checks that chunks fit an index, before it is changed.
public final class ChunkRules {

    /// The longest id, tag or principal, in UTF-16 units.
    private static final int LONGEST_NAME = 256;
    private static final int MOST_VALUES = 1_000;

    private ChunkRules() {}

    /// @throws IllegalArgumentException when a chunk of the changes does not fit the index
    public static void check(List<DocumentChange> changes, IndexSettings settings) {
        for (DocumentChange change : changes) {
            if (change instanceof DocumentChange.Replace(String documentId, List<IndexedChunk> chunks)) {
                chunks.forEach(chunk -> check(documentId, chunk, settings));
            }
        }
    }

    private static void check(String documentId, IndexedChunk chunk, IndexSettings settings) {
        checkName("document id", documentId);
        checkName("chunk id", chunk.id());
        checkName("team", chunk.access().team());
        chunk.access().readers().forEach(reader -> checkName("reader", reader));
        chunk.access().restrictions().forEach(restriction -> checkName("restriction", restriction));
        chunk.tags().forEach(tag -> checkName("tag", tag));
        chunk.metadata().forEach((name, values) -> checkValues(name, values, settings));
        if (chunk.vector() != null) {
            checkVector(chunk.vector(), settings.dimensions());
        }
        int values = chunk.access().readers().size()
                + chunk.access().restrictions().size()
                + chunk.tags().size();
        if (values + chunk.metadata().values().stream().mapToInt(List::size).sum() > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "A chunk has at most %,d readers, tags and values".formatted(MOST_VALUES));
        }
    }

    private static void checkName(String what, String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("A %s has 1 to %d characters".formatted(what, LONGEST_NAME));
        }
    }

    private static void checkValues(String name, List<String> values, IndexSettings settings) {
        FieldType type = settings.fields().get(name);
        if (type == null) {
            throw new IllegalArgumentException("The index has no metadata field " + name);
        }
        for (String value : values) {
            if (!type.accepts(value)) {
                throw new IllegalArgumentException("A value of %s is not a %s".formatted(name, type));
            }
        }
    }

    /// @throws IllegalArgumentException when the vector has other dimensions, or a number that is not finite
    static void checkVector(float[] vector, int dimensions) {
        if (vector.length != dimensions) {
            throw new IllegalArgumentException(
                    "The vector has %d numbers, not %d".formatted(vector.length, dimensions));
        }
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException("The vector has a number that is not finite");
            }
        }
    }
}
