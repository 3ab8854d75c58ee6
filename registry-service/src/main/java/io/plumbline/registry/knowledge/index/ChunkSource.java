package io.plumbline.registry.knowledge.index;

import io.plumbline.knowledge.index.ChunkAccess;
import io.plumbline.knowledge.index.DocumentChange;
import io.plumbline.knowledge.index.IndexedChunk;
import io.plumbline.registry.knowledge.Embedding;
import io.plumbline.registry.knowledge.KnowledgeBase;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads the changes of a knowledge base from the database, all as of one moment. Removals are kept for a while only:
/// an index that was last updated before the newest forgotten one gets everything again.
@Repository
class ChunkSource {

    /// The reader of documents that name none; a caller is it if the knowledge base's readers include the caller.
    static final String READERS_OF_BASE = "base";

    static final String FORMAT = "format";

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    ChunkSource(JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.snapshot = new TransactionTemplate(transactionManager);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    private record LiveDocument(
            UUID id,
            long sequence,
            int version,
            String format,
            @Nullable List<String> readers) {}

    /// The number of the newest change, and of the newest removal that is no longer known.
    private record Progress(long newest, long forgotten) {}

    /// Gives the changes after a number to a sink, document by document.
    ///
    /// @return the number of the newest change
    long read(KnowledgeBase base, long after, Consumer<DocumentChange> sink) {
        return snapshot.execute(_ -> {
            Progress progress = progress(base);
            long from = after < progress.forgotten() ? 0 : after;
            if (from < after) {
                sink.accept(new DocumentChange.Clear());
            }
            if (from > 0) {
                removed(base, from).forEach(id -> sink.accept(new DocumentChange.Delete(id)));
            }
            for (LiveDocument document : changed(base, from)) {
                sink.accept(new DocumentChange.Replace(document.id().toString(), chunks(base, document)));
            }
            return progress.newest();
        });
    }

    /// How far an index that is filled in parts is.
    ///
    /// @param sequence the number of the newest change in it
    /// @param cleared the newest forgotten removal at the time when it was last emptied
    record Position(long sequence, long cleared) {

        private static final Position NONE = new Position(0, 0);

        /// Reads what `toString` wrote; empty for an empty index.
        static Position of(String text) {
            int slash = text.indexOf('/');
            return slash < 0
                    ? NONE
                    : new Position(Long.parseLong(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
        }

        @Override
        public String toString() {
            return sequence + "/" + cleared;
        }
    }

    /// Some of the changes after a position.
    ///
    /// @param last whether there are no more
    record Batch(List<DocumentChange> changes, Position next, boolean last) {}

    /// Reads the next changes after a position, all as of one moment: documents with about as many chunks as this.
    Batch batch(KnowledgeBase base, Position position, int most) {
        return snapshot.execute(_ -> {
            Progress progress = progress(base);
            List<DocumentChange> changes = new ArrayList<>();
            Position from = position;
            if (from.sequence() < progress.forgotten() && from.cleared() < progress.forgotten()) {
                changes.add(new DocumentChange.Clear());
                from = new Position(0, progress.forgotten());
            }
            if (from.sequence() > 0) {
                removed(base, from.sequence()).forEach(id -> changes.add(new DocumentChange.Delete(id)));
            }
            int chunks = 0;
            for (LiveDocument document : changed(base, from.sequence())) {
                if (chunks >= most) {
                    return new Batch(changes, from, false);
                }
                List<IndexedChunk> members = chunks(base, document);
                changes.add(new DocumentChange.Replace(document.id().toString(), members));
                chunks += 1 + members.size();
                from = new Position(document.sequence(), from.cleared());
            }
            return new Batch(changes, new Position(progress.newest(), from.cleared()), true);
        });
    }

    private Progress progress(KnowledgeBase base) {
        return jdbc.sql("select sequence, forgotten from knowledge_sequence where knowledge_base_id = ?")
                .param(base.id())
                .query((row, _) -> new Progress(row.getLong("sequence"), row.getLong("forgotten")))
                .optional()
                .orElse(new Progress(0, 0));
    }

    /// Returns the number of the newest change of every knowledge base.
    Map<UUID, Long> newest() {
        Map<UUID, Long> newest = new HashMap<>();
        jdbc.sql("select knowledge_base_id, sequence from knowledge_sequence").query((RowCallbackHandler)
                row -> newest.put(row.getObject("knowledge_base_id", UUID.class), row.getLong("sequence")));
        return newest;
    }

    /// Forgets the removals before a time.
    void forget(Instant before) {
        jdbc.sql("""
                        with gone as (
                            delete from knowledge_removal where removed_at < ? returning knowledge_base_id, sequence)
                        update knowledge_sequence s set forgotten = greatest(s.forgotten, newest.sequence)
                        from (select knowledge_base_id, max(sequence) as sequence from gone group by knowledge_base_id) newest
                        where s.knowledge_base_id = newest.knowledge_base_id
                        """).param(Timestamp.from(before)).update();
    }

    private List<String> removed(KnowledgeBase base, long after) {
        return jdbc.sql("select document_id from knowledge_removal where knowledge_base_id = ? and sequence > ?")
                .params(base.id(), after)
                .query((row, _) -> row.getString("document_id"))
                .list();
    }

    private List<LiveDocument> changed(KnowledgeBase base, long after) {
        return jdbc.sql("""
                        select id, sequence, live_version, format, readers from knowledge_document
                        where knowledge_base_id = ? and sequence > ? and live_version is not null
                        order by sequence
                        """)
                .params(base.id(), after)
                .query((row, _) -> new LiveDocument(
                        row.getObject("id", UUID.class),
                        row.getLong("sequence"),
                        row.getInt("live_version"),
                        row.getString("format"),
                        texts(row.getArray("readers"))))
                .list();
    }

    private List<IndexedChunk> chunks(KnowledgeBase base, LiveDocument document) {
        Set<String> readers = document.readers() == null ? Set.of(READERS_OF_BASE) : Set.copyOf(document.readers());
        ChunkAccess access = new ChunkAccess(base.team(), readers, Set.of());
        Map<String, List<String>> metadata = Map.of(FORMAT, List.of(document.format()));
        boolean embedded = base.terms().embedding() == Embedding.MINILM;
        return jdbc.sql("""
                        select id, heading_path, text, tags, vector from knowledge_chunk
                        where document_id = ? and version = ? order by ordinal
                        """)
                .params(document.id(), document.version())
                .query((row, _) -> chunk(row, access, metadata, embedded))
                .list();
    }

    @SuppressWarnings("NullAway") // The vector may be null; NullAway does not read that of an array in a library.
    private static IndexedChunk chunk(
            ResultSet row, ChunkAccess access, Map<String, List<String>> metadata, boolean embedded)
            throws SQLException {
        List<String> words = new ArrayList<>(requiredTexts(row, "heading_path"));
        words.add(row.getString("text"));
        byte[] vector = row.getBytes("vector");
        return new IndexedChunk(
                row.getString("id"),
                String.join("\n", words),
                vector == null || !embedded ? null : VectorBytes.vector(vector),
                access,
                Set.copyOf(requiredTexts(row, "tags")),
                metadata);
    }

    private static List<String> requiredTexts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static @Nullable List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? null : List.of((String[]) array.getArray());
    }
}
