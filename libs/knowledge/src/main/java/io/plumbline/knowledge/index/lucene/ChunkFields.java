package io.plumbline.knowledge.index.lucene;

import io.plumbline.knowledge.index.FieldType;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.IndexedChunk;
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

    private static final org.apache.lucene.document.FieldType FREQUENCIES = frequencies();

    private final IndexSettings settings;

    ChunkFields(IndexSettings settings) {
        this.settings = settings;
    }

    static String metadata(String name) {
        return "metadata." + name;
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
