package io.plumbline.registry.knowledge.index;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.knowledge.index.CallerAccess;
import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.knowledge.index.SearchFilter;
import io.plumbline.knowledge.index.SearchQuery;
import io.plumbline.knowledge.index.pgvector.PgVectorIndex;
import io.plumbline.registry.knowledge.Embedding;
import io.plumbline.registry.knowledge.KnowledgeBase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/// Searches knowledge bases for a caller. A search finds what was committed before it and nothing that was deleted
/// before it, on every replica. Thread-safe.
@Component
public class KnowledgeIndexes {

    private static final Logger log = LoggerFactory.getLogger(KnowledgeIndexes.class);

    private final CurrentIndexes indexes;
    private final Embedder embedder;

    KnowledgeIndexes(CurrentIndexes indexes, Embedder embedder) {
        this.indexes = indexes;
        this.embedder = embedder;
    }

    /// What to find.
    ///
    /// @param principals of the caller
    /// @param tags one of which a chunk has; empty for all
    /// @param documents ids of the only documents; null for all
    /// @param formats of the only documents; empty for all
    public record Request(
            String query,
            int topK,
            Set<String> principals,
            Set<String> tags,
            @Nullable Set<String> documents,
            Set<String> formats) {

        /// Returns the same request for another number of results.
        public Request most(int results) {
            return new Request(query, results, principals, tags, documents, formats);
        }
    }

    /// Returns the best chunks that the caller may read, in descending order of score. While the text encoder has no
    /// time, compares words only.
    @SuppressWarnings("NullAway") // The vector may be null; NullAway does not read that of an array in a library.
    public List<ChunkHit> search(KnowledgeBase base, Request request) {
        boolean embedded = base.terms().embedding() == Embedding.MINILM;
        Set<String> principals = new HashSet<>(request.principals());
        if (base.terms().readers().opensTo(request.principals())) {
            principals.add(ChunkSource.READERS_OF_BASE);
        }
        float[] vector = embedded ? vector(request.query()) : null;
        try {
            return indexes.current(base)
                    .search(new SearchQuery(
                            request.query(),
                            vector,
                            filter(base, request),
                            new CallerAccess(Set.of(base.team()), principals, Set.of()),
                            request.topK()));
        } catch (PgVectorIndex.UnavailableException e) {
            throw new DataAccessResourceFailureException("The search index cannot be used", e);
        }
    }

    private float @Nullable [] vector(String query) {
        try {
            return embedder.embed(List.of(query)).getFirst();
        } catch (EncoderUnavailableException e) {
            log.atDebug().setCause(e).log("Searching by words alone");
            return null;
        }
    }

    private static SearchFilter filter(KnowledgeBase base, Request request) {
        List<SearchFilter> filters = new ArrayList<>();
        List<String> hidden = base.terms().readers().hiddenTags(request.principals());
        if (!hidden.isEmpty()) {
            filters.add(new SearchFilter.Not(new SearchFilter.Tagged(Set.copyOf(hidden))));
        }
        if (!request.tags().isEmpty()) {
            filters.add(new SearchFilter.Tagged(request.tags()));
        }
        if (request.documents() != null) {
            filters.add(new SearchFilter.OfDocument(request.documents()));
        }
        if (!request.formats().isEmpty()) {
            filters.add(new SearchFilter.In(ChunkSource.FORMAT, request.formats()));
        }
        return new SearchFilter.All(filters);
    }
}
