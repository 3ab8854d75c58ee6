package io.plumbline.knowledge.index.lucene;

import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.knowledge.index.ChunkIndex;
import io.plumbline.knowledge.index.ChunkRules;
import io.plumbline.knowledge.index.DocumentChange;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.IndexedChunk;
import io.plumbline.knowledge.index.SearchQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;

/// The search index of a knowledge base in a folder of its own, on Apache Lucene.
///
/// The index is derived data: the database has the chunks, and the owner fills an index that [#isEmpty] from there.
/// An index that was written by an incompatible version or with other settings, or that is damaged, is empty after
/// [#open]. A crash leaves the last state that [#apply] returned from, or the one it was about to return from.
///
/// Thread-safe: changes wait for each other, searches wait for nothing. One index at a time has a folder open.
/// After an [UncheckedIOException] from a change the index is closed; open it again.
public final class LuceneIndex implements ChunkIndex {

    private final IndexSettings settings;
    private final ChunkFields fields;
    private final Analyzer analyzer;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private volatile CommittedState state;
    /// Whether there are changes that wait for the next commit; guarded by this.
    private boolean staged;

    private LuceneIndex(IndexSettings settings, IndexFolder.Opened opened) throws IOException {
        this.settings = settings;
        this.fields = new ChunkFields(settings);
        this.analyzer = opened.analyzer();
        this.directory = opened.directory();
        this.writer = opened.writer();
        this.searchers = new SearcherManager(writer, null);
        this.state = opened.state();
    }

    /// Opens the index of a folder, or begins an empty one.
    ///
    /// @throws IndexInUseException  when it is open already
    /// @throws UncheckedIOException when the folder cannot be read or written
    public static LuceneIndex open(Path folder, IndexSettings settings) {
        try {
            return new LuceneIndex(settings, IndexFolder.open(folder, settings));
        } catch (IOException e) {
            throw new UncheckedIOException("The search index in %s cannot be opened".formatted(folder), e);
        }
    }

    @Override
    public IndexSettings settings() {
        return settings;
    }

    @Override
    public synchronized void apply(List<DocumentChange> changes, String position) {
        write(changes);
        try {
            CommittedState next = state.next(position);
            writer.setLiveCommitData(next.userData(settings).entrySet());
            writer.commit();
            searchers.maybeRefreshBlocking();
            state = next;
            staged = false;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Stages changes for the next [#apply]: filling an index is faster in one step. A crash before that loses them.
    @Override
    public synchronized void stage(List<DocumentChange> changes) {
        staged = true;
        write(changes);
    }

    /// Removes deleted and replaced chunks from the disk, such as after an erasure. Searches no longer find them, but
    /// their words stay in the files until these are merged. Rewrites the affected files; changes and searches
    /// continue meanwhile.
    ///
    /// @return whether the files are gone; if not, because changes are staged, call it again after their [#apply]
    public boolean purge() {
        try {
            writer.forceMergeDeletes();
            return dropMerged();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Drops the files that a merge has replaced. A commit would make staged changes durable under the old position.
    private synchronized boolean dropMerged() throws IOException {
        if (staged) {
            return false;
        }
        writer.setLiveCommitData(state.userData(settings).entrySet());
        writer.commit();
        searchers.maybeRefreshBlocking();
        writer.deleteUnusedFiles();
        return true;
    }

    @Override
    public List<ChunkHit> search(SearchQuery query) {
        if (query.caller().teams().isEmpty()) {
            return List.of();
        }
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return new ChunkSearcher(settings, analyzer, searcher).search(query);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The search index cannot be read", e);
        }
    }

    @Override
    public int chunks() {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return searcher.getIndexReader().numDocs();
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The search index cannot be read", e);
        }
    }

    @Override
    public boolean isEmpty() {
        return state.generation() == 0;
    }

    @Override
    public long generation() {
        return state.generation();
    }

    @Override
    public String position() {
        return state.position();
    }

    /// Closes the index without the staged changes.
    @Override
    public void close() {
        try (directory;
                writer;
                searchers) {
            analyzer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The search index cannot be closed", e);
        }
    }

    private void write(List<DocumentChange> changes) {
        ChunkRules.check(changes, settings);
        try {
            for (DocumentChange change : changes) {
                write(change);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void write(DocumentChange change) throws IOException {
        switch (change) {
            case DocumentChange.Replace(String documentId, List<IndexedChunk> chunks) -> {
                writer.deleteDocuments(new Term(ChunkFields.DOCUMENT, documentId));
                for (IndexedChunk chunk : chunks) {
                    writer.addDocument(fields.document(documentId, chunk));
                }
            }
            case DocumentChange.Delete(String documentId) ->
                writer.deleteDocuments(new Term(ChunkFields.DOCUMENT, documentId));
            case DocumentChange.Clear() -> writer.deleteAll();
        }
    }

    /// Half of the changes must not be committed with the next ones.
    private UncheckedIOException failed(IOException cause) {
        try {
            writer.rollback();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new UncheckedIOException("The search index cannot be written", cause);
    }

    /// The data that a commit holds about itself.
    ///
    /// @param generation 0 if nothing was applied
    record CommittedState(long generation, String position) {

        private static final String FORMAT = "1";
        static final CommittedState EMPTY = new CommittedState(0, "");

        CommittedState next(String newPosition) {
            return new CommittedState(generation + 1, newPosition);
        }

        Map<String, String> userData(IndexSettings settings) {
            return Map.of(
                    "format",
                    FORMAT,
                    "settings",
                    settings.fingerprint(),
                    "generation",
                    Long.toString(generation),
                    "position",
                    position);
        }

        /// The state of a commit; [#EMPTY] if it is of another format or has other settings.
        static CommittedState of(Map<String, String> data, IndexSettings settings) {
            if (!FORMAT.equals(data.get("format")) || !settings.fingerprint().equals(data.get("settings"))) {
                return EMPTY;
            }
            return new CommittedState(
                    Long.parseLong(data.getOrDefault("generation", "0")), data.getOrDefault("position", ""));
        }
    }
}
