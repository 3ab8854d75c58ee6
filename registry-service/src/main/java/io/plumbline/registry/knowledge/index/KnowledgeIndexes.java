package io.plumbline.registry.knowledge.index;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.knowledge.index.CallerAccess;
import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.knowledge.index.ChunkIndex;
import io.plumbline.knowledge.index.DocumentChange;
import io.plumbline.knowledge.index.FieldType;
import io.plumbline.knowledge.index.IndexLanguage;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.SearchFilter;
import io.plumbline.knowledge.index.SearchQuery;
import io.plumbline.registry.knowledge.Embedding;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeSequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The search indexes of this replica, in a folder that lasts as long as the process. An index is filled from the
/// database at its first search.
///
/// Before each search, the index catches up with the database, so a search finds what was committed before it and
/// nothing that was deleted before it, on every replica. [#clean] removes deleted text from the disk. Thread-safe.
@Component
public class KnowledgeIndexes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KnowledgeIndexes.class);
    private static final int STAGED_CHUNKS = 2_000;

    /// Purging takes at most this part of the time: a purge of a large index rewrites much of it.
    private static final int TIMES_PURGE = 10;

    private final ChunkSource source;
    private final KnowledgeSequence sequence;
    private final Embedder embedder;
    private final Path folder;
    private final Map<UUID, Opened> opened = new ConcurrentHashMap<>();

    KnowledgeIndexes(ChunkSource source, KnowledgeSequence sequence, Embedder embedder) throws IOException {
        this.source = source;
        this.sequence = sequence;
        this.embedder = embedder;
        this.folder = Files.createTempDirectory("plumbline-knowledge"); // readable by its owner alone
    }

    /// An index, and the number of the newest change in it.
    private static final class Opened {

        private final ChunkIndex index;
        private volatile long position;
        /// Whether the files may have deleted text.
        private volatile boolean stale;
        /// Before this [System#nanoTime], no purge begins.
        private volatile long rest = System.nanoTime();

        private Opened(ChunkIndex index) {
            this.index = index;
        }
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
        return current(base)
                .search(new SearchQuery(
                        request.query(),
                        vector,
                        filter(base, request),
                        new CallerAccess(Set.of(base.team()), principals, Set.of()),
                        request.topK()));
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

    private ChunkIndex current(KnowledgeBase base) {
        long newest = sequence.current(base.id());
        Opened index = opened.computeIfAbsent(base.id(), this::open);
        if (index.position < newest) {
            synchronized (index) {
                if (index.position < newest) {
                    catchUp(base, index);
                }
            }
        }
        return index.index;
    }

    /// Removes deleted text from the disk: catches up with the database, rewrites the files that have it, and
    /// deletes the indexes of deleted knowledge bases. Call it as the worker role.
    ///
    /// @param find returns null for a deleted knowledge base
    void clean(Function<UUID, @Nullable KnowledgeBase> find) {
        opened.forEach((id, index) -> {
            KnowledgeBase base = find.apply(id);
            if (base == null) {
                opened.remove(id);
                index.index.close();
                delete(path(id));
                return;
            }
            current(base);
            if (index.stale && System.nanoTime() - index.rest >= 0) {
                purge(index);
            }
        });
    }

    private static void purge(Opened index) {
        long began = System.nanoTime();
        index.stale = false;
        try {
            if (!index.index.purge()) {
                index.stale = true;
            }
        } catch (RuntimeException e) {
            index.stale = true;
            throw e;
        }
        long now = System.nanoTime();
        index.rest = now + TIMES_PURGE * (now - began);
    }

    private Path path(UUID base) {
        return folder.resolve(base.toString());
    }

    private Opened open(UUID base) {
        return new Opened(ChunkIndex.open(
                path(base),
                new IndexSettings(
                        embedder.model(),
                        embedder.dimensions(),
                        IndexLanguage.ANY,
                        Map.of(ChunkSource.FORMAT, FieldType.KEYWORD))));
    }

    private void catchUp(KnowledgeBase base, Opened index) {
        List<DocumentChange> changes = new ArrayList<>();
        int[] chunks = new int[1];
        boolean filled = index.position > 0;
        long newest = source.read(base, index.position, change -> {
            changes.add(change);
            chunks[0] += change instanceof DocumentChange.Replace replace
                    ? replace.chunks().size()
                    : 0;
            if (chunks[0] >= STAGED_CHUNKS) {
                index.index.stage(changes);
                changes.clear();
                chunks[0] = 0;
            }
        });
        index.index.apply(changes, Long.toString(newest));
        index.position = newest;
        if (filled) {
            index.stale = true;
        }
    }

    @Override
    public void close() {
        opened.values().forEach(each -> each.index.close());
        opened.clear();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the search indexes", e);
        }
    }
}
