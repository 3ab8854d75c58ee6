package io.plumbline.registry.knowledge.index;

import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.knowledge.index.ChunkIndex;
import io.plumbline.knowledge.index.DocumentChange;
import io.plumbline.knowledge.index.lucene.LuceneIndex;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeSequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The search indexes of this replica on its own disk (Lucene), in a folder that lasts as long as the process. An index
/// is filled from the database at its first search. Thread-safe.
final class DiskIndexes implements CurrentIndexes {

    private static final int STAGED_CHUNKS = 2_000;

    /// Purging takes at most this part of the time: a purge of a large index rewrites much of it.
    private static final int TIMES_PURGE = 10;

    private final ChunkSource source;
    private final KnowledgeSequence sequence;
    private final Embedder embedder;
    private final Path folder;
    private final Map<UUID, Opened> opened = new ConcurrentHashMap<>();

    DiskIndexes(ChunkSource source, KnowledgeSequence sequence, Embedder embedder) throws IOException {
        this.source = source;
        this.sequence = sequence;
        this.embedder = embedder;
        this.folder = Files.createTempDirectory("plumbline-knowledge"); // readable by its owner alone
    }

    /// An index, and the number of the newest change in it.
    private static final class Opened {

        private final LuceneIndex index;
        private volatile long position;
        /// Whether the files may have deleted text.
        private volatile boolean stale;
        /// Before this [System#nanoTime], no purge begins.
        private volatile long rest = System.nanoTime();

        private Opened(LuceneIndex index) {
            this.index = index;
        }
    }

    @Override
    public ChunkIndex current(KnowledgeBase base) {
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
    /// deletes the indexes of deleted knowledge bases.
    @Override
    public void clean(Function<UUID, @Nullable KnowledgeBase> find) {
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
        return new Opened(LuceneIndex.open(path(base), CurrentIndexes.settings(embedder)));
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
    public Status status(KnowledgeBase base) {
        Opened index = opened.get(base.id());
        long newest = sequence.current(base.id());
        return index == null
                ? new Status(IndexProperties.Kind.LUCENE, 0, newest, null)
                : new Status(
                        IndexProperties.Kind.LUCENE, index.index.chunks(), Math.max(0, newest - index.position), null);
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
