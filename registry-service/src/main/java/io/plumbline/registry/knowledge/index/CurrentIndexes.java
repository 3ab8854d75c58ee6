package io.plumbline.registry.knowledge.index;

import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.knowledge.index.ChunkIndex;
import io.plumbline.knowledge.index.FieldType;
import io.plumbline.knowledge.index.IndexLanguage;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.registry.knowledge.KnowledgeBase;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The search indexes of all knowledge bases, wherever they are. Thread-safe.
interface CurrentIndexes extends AutoCloseable {

    /// Returns the index of a knowledge base, after it has caught up with the database.
    ChunkIndex current(KnowledgeBase base);

    /// Brings indexes up to date, erases deleted text from them, and drops those of deleted knowledge bases. Call it as
    /// the worker role.
    ///
    /// @param find returns null for a deleted knowledge base
    void clean(Function<UUID, @Nullable KnowledgeBase> find);

    Status status(KnowledgeBase base);

    @Override
    void close();

    /// The state of an index.
    ///
    /// @param chunks in it
    /// @param pending changes that are not in it yet
    /// @param graph null where there is none to build
    record Status(
            IndexProperties.Kind kind,
            long chunks,
            long pending,
            @Nullable Graph graph) {}

    /// The graph of the vectors of an index on pgvector.
    ///
    /// @param phase of the build; empty unless it is being built
    /// @param done units of the phase, of `total`
    record Graph(State state, String phase, long done, long total) {

        /// Whether searches use the graph.
        enum State {
            /// A search compares all vectors.
            NONE,
            /// A search compares all vectors until the build ends.
            BUILDING,
            READY
        }
    }

    /// The shape of every index of a knowledge base.
    static IndexSettings settings(Embedder embedder) {
        return new IndexSettings(
                embedder.model(),
                embedder.dimensions(),
                IndexLanguage.ANY,
                Map.of(ChunkSource.FORMAT, FieldType.KEYWORD));
    }
}
