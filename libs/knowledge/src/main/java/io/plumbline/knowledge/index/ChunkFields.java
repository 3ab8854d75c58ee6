package io.plumbline.knowledge.index;

import java.util.List;
import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// A chunk as a document of Lucene. Nothing is stored but the ids: the text is in the database.
final class ChunkFields {

    static final String ID = "id";
    static final String DOCUMENT = "document";
    static final String WORDS = "words";
    static final String VECTOR = "vector";
    static final String TEAM = "team";
    static final String READER = "reader";
    static final String RESTRICTION = "restriction";
    static final String TAG = "tag";

    /// The longest id, tag or principal, in UTF-16 units.
    private static final int LONGEST_NAME = 256;
    private static final int MOST_VALUES = 1_000;

    private static final org.apache.lucene.document.FieldType FREQUENCIES = frequencies();

    private final IndexSettings settings;

    ChunkFields(IndexSettings settings) {
        this.settings = settings;
    }

    static String metadata(String name) {
        return "metadata." + name;
    }

    /// @throws IllegalArgumentException when the chunk does not fit the index
    void check(String documentId, IndexedChunk chunk) {
        checkName("document id", documentId);
        checkName("chunk id", chunk.id());
        checkName("team", chunk.access().team());
        chunk.access().readers().forEach(reader -> checkName("reader", reader));
        chunk.access().restrictions().forEach(restriction -> checkName("restriction", restriction));
        chunk.tags().forEach(tag -> checkName("tag", tag));
        chunk.metadata().forEach(this::checkValues);
        if (chunk.vector() != null) {
            Quantization.check(chunk.vector(), settings.dimensions());
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

    private void checkValues(String name, List<String> values) {
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

    Document document(String documentId, IndexedChunk chunk) {
        Document document = new Document();
        document.add(new BinaryDocValuesField(ID, new BytesRef(chunk.id())));
        document.add(new StringField(DOCUMENT, documentId, Field.Store.NO));
        document.add(new SortedDocValuesField(DOCUMENT, new BytesRef(documentId)));
        document.add(new Field(WORDS, chunk.text(), FREQUENCIES));
        byte[] vector = quantized(chunk.vector());
        if (vector != null) {
            document.add(new KnnByteVectorField(VECTOR, vector, VectorSimilarityFunction.COSINE));
        }
        document.add(new StringField(TEAM, chunk.access().team(), Field.Store.NO));
        chunk.access().readers().forEach(reader -> document.add(new StringField(READER, reader, Field.Store.NO)));
        chunk.access()
                .restrictions()
                .forEach(restriction -> document.add(new StringField(RESTRICTION, restriction, Field.Store.NO)));
        chunk.tags().forEach(tag -> document.add(new StringField(TAG, tag, Field.Store.NO)));
        for (Map.Entry<String, List<String>> field : chunk.metadata().entrySet()) {
            FieldType type = settings.fields().get(field.getKey());
            for (String value : field.getValue()) {
                document.add(value(field.getKey(), type, value));
            }
        }
        return document;
    }

    private static Field value(String name, @Nullable FieldType type, String value) {
        return type != null && type.isOrdered()
                ? new DoublePoint(metadata(name), type.number(value))
                : new StringField(metadata(name), value, Field.Store.NO);
    }

    private static byte @Nullable [] quantized(float @Nullable [] vector) {
        return vector == null ? null : Quantization.bytes(vector);
    }

    private static org.apache.lucene.document.FieldType frequencies() {
        var type = new org.apache.lucene.document.FieldType();
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }
}
