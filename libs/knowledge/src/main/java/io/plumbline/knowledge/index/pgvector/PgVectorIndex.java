package io.plumbline.knowledge.index.pgvector;

import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.knowledge.index.ChunkIndex;
import io.plumbline.knowledge.index.ChunkRules;
import io.plumbline.knowledge.index.DocumentChange;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.IndexedChunk;
import io.plumbline.knowledge.index.QueryRules;
import io.plumbline.knowledge.index.RankFusion;
import io.plumbline.knowledge.index.SearchQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The search index of a knowledge base in the tables `knowledge_vector` of a PostgreSQL database, which all replicas
/// share.
///
/// An index that was written with other settings is empty after [#open]. Changes of several processes wait for each
/// other; [#applyAfter] lets one of them win. Thread-safe.
public final class PgVectorIndex implements ChunkIndex {

    private final DataSource database;
    private final VectorExtension extension;
    private final UUID id;
    private final IndexSettings settings;
    private final ChunkWords words;
    private final WordFrequencies frequencies;
    private final VectorSearch searcher;

    private PgVectorIndex(DataSource database, VectorExtension extension, UUID id, IndexSettings settings) {
        this.database = database;
        this.extension = extension;
        this.id = id;
        this.settings = settings;
        this.words = new ChunkWords(id, settings.language());
        this.frequencies = new WordFrequencies(id);
        this.searcher = new VectorSearch(id, settings, extension, words, frequencies);
    }

    /// The database cannot be read or written now.
    public static final class UnavailableException extends RuntimeException {

        /// A foreign key, a key, a serialization failure and a deadlock.
        private static final Set<String> CONFLICTS = Set.of("23503", "23505", "40001", "40P01");

        private final String state;

        UnavailableException(SQLException cause) {
            super("The search index in the database cannot be used", cause);
            this.state = String.valueOf(cause.getSQLState());
        }

        /// Whether another transaction was faster, such as one that deleted a document. Read the changes again.
        public boolean isConflict() {
            return CONFLICTS.contains(state);
        }
    }

    /// Opens an index, or begins an empty one.
    ///
    /// @param database whose role may read and write the tables, under no policy for rows: with one, PostgreSQL
    ///     does not use the index of the words
    /// @throws UnavailableException when the database cannot be used
    public static PgVectorIndex open(DataSource database, VectorExtension extension, UUID id, IndexSettings settings) {
        PgVectorIndex index = new PgVectorIndex(database, extension, id, settings);
        index.inTransaction(connection -> {
            index.begin(connection);
            return true;
        });
        return index;
    }

    /// What the database has about an index.
    private record State(String settings, long generation, String position) {}

    @FunctionalInterface
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new UnavailableException(e);
        }
    }

    /// Locks the state, which it creates if it is missing, and empties an index with other settings.
    private State begin(Connection connection) throws SQLException {
        update(connection, """
                insert into knowledge_vector_state (index_id, settings, generation, position) values ('%s', ?, 0, '')
                on conflict (index_id) do nothing
                """, settings.fingerprint());
        State state = state(connection, " for update");
        if (state.settings().equals(settings.fingerprint())) {
            return state;
        }
        update(connection, "delete from knowledge_vector where index_id = '%s'");
        update(
                connection,
                "update knowledge_vector_state set settings = ?, generation = 0, position = '' where index_id = '%s'",
                settings.fingerprint());
        return new State(settings.fingerprint(), 0, "");
    }

    private State state(Connection connection, String lock) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select settings, generation, position from knowledge_vector_state where index_id = '%s'%s"
                                .formatted(id, lock));
                ResultSet row = query.executeQuery()) {
            return row.next()
                    ? new State(row.getString(1), row.getLong(2), row.getString(3))
                    : new State(settings.fingerprint(), 0, "");
        }
    }

    private void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.formatted(id))) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public IndexSettings settings() {
        return settings;
    }

    @Override
    public void apply(List<DocumentChange> changes, String position) {
        ChunkRules.check(changes, settings);
        inTransaction(connection -> {
            write(connection, changes, begin(connection), position);
            return true;
        });
    }

    /// Makes changes durable and visible at once, without a new position.
    @Override
    public void stage(List<DocumentChange> changes) {
        ChunkRules.check(changes, settings);
        inTransaction(connection -> {
            State state = begin(connection);
            write(connection, changes, state, state.position());
            return true;
        });
    }

    /// Makes all changes in one step, as [#apply], if the index is at a position. Otherwise changes nothing.
    ///
    /// @return whether the index was at the position
    public boolean applyAfter(String expected, List<DocumentChange> changes, String position) {
        ChunkRules.check(changes, settings);
        return inTransaction(connection -> {
            State state = begin(connection);
            if (!state.position().equals(expected)) {
                return false;
            }
            write(connection, changes, state, position);
            return true;
        });
    }

    private void write(Connection connection, List<DocumentChange> changes, State state, String position)
            throws SQLException {
        for (DocumentChange change : changes) {
            switch (change) {
                case DocumentChange.Replace(String documentId, List<IndexedChunk> chunks) -> {
                    delete(connection, documentId);
                    insert(connection, documentId, chunks);
                }
                case DocumentChange.Delete(String documentId) -> delete(connection, documentId);
                case DocumentChange.Clear() -> update(connection, "delete from knowledge_vector where index_id = '%s'");
            }
        }
        update(
                connection,
                "update knowledge_vector_state set generation = ?, position = ? where index_id = '%s'",
                state.generation() + 1,
                position);
    }

    private void delete(Connection connection, String documentId) throws SQLException {
        update(connection, "delete from knowledge_vector where index_id = '%s' and document_id = ?", documentId);
    }

    private void insert(Connection connection, String documentId, List<IndexedChunk> chunks) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("""
                insert into knowledge_vector (index_id, team, document_id, chunk_id, terms, weights, vector, readers,
                    restrictions, tags, metadata, sampled)
                values ('%s', ?, ?, ?, ?, cast(? as %s), cast(? as %s), ?, ?, ?, cast(? as jsonb), ?)
                """.formatted(id, extension.of("sparsevec"), extension.of("halfvec")))) {
            for (IndexedChunk chunk : chunks) {
                Map<Integer, Double> weights = ChunkWords.weights(words.words(chunk.text()));
                statement.setString(1, chunk.access().team());
                statement.setString(2, documentId);
                statement.setString(3, chunk.id());
                statement.setArray(
                        4, connection.createArrayOf("int4", weights.keySet().toArray(Integer[]::new)));
                statement.setString(5, ChunkWords.sparse(weights));
                setVector(statement, DenseVectors.text(chunk.vector()));
                statement.setArray(7, texts(connection, chunk.access().readers()));
                statement.setArray(8, texts(connection, chunk.access().restrictions()));
                statement.setArray(9, texts(connection, chunk.tags()));
                statement.setString(10, SearchConditions.json(chunk.metadata(), settings));
                statement.setBoolean(11, Math.floorMod(chunk.id().hashCode(), WordFrequencies.SAMPLE) == 0);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void setVector(PreparedStatement statement, @Nullable String vector) throws SQLException {
        if (vector == null) {
            statement.setNull(6, Types.VARCHAR);
        } else {
            statement.setString(6, vector);
        }
    }

    private static java.sql.Array texts(Connection connection, Collection<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray(String[]::new));
    }

    @Override
    public List<ChunkHit> search(SearchQuery query) {
        QueryRules.check(query, settings);
        if (query.caller().teams().isEmpty()) {
            return List.of();
        }
        return inTransaction(connection -> {
            VectorSearch.prepare(connection);
            return RankFusion.fuse(
                    searcher.byWords(connection, query), searcher.byVector(connection, query), query.topK());
        });
    }

    @Override
    public int chunks() {
        return inTransaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                            "select count(*) from knowledge_vector where index_id = '%s'".formatted(id));
                    ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    @Override
    public boolean isEmpty() {
        return generation() == 0;
    }

    @Override
    public long generation() {
        return inTransaction(connection -> state(connection, "").generation());
    }

    @Override
    public String position() {
        return inTransaction(connection -> state(connection, "").position());
    }

    /// Does nothing: the database is not this index's to close.
    @Override
    public void close() {
        frequencies.forget();
    }
}
