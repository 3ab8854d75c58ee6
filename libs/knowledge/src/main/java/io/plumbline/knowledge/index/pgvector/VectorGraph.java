package io.plumbline.knowledge.index.pgvector;

import io.plumbline.knowledge.index.IndexSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// The graph (HNSW) of the vectors of one index, with which a search compares few of them. Small indexes need none.
/// It is built beside searches and changes, which continue, and every change updates it. Thread-safe.
public final class VectorGraph {

    /// The breadth of the search for the neighbours of a vector that is added.
    private static final int BREADTH = 100;
    private static final int NEIGHBOURS = 16;

    private final DataSource owner;
    private final VectorExtension extension;
    private final UUID index;
    private final IndexSettings settings;

    /// @param owner of the table, which alone may build its indexes
    public VectorGraph(DataSource owner, VectorExtension extension, UUID index, IndexSettings settings) {
        this.owner = owner;
        this.extension = extension;
        this.index = index;
        this.settings = settings;
    }

    /// How far a build is.
    public record Progress(String phase, long done, long total) {}

    /// The beginning of the names of graphs.
    public static final String PREFIX = "knowledge_vector_graph_";

    static String name(UUID index, IndexSettings settings) {
        return "%s%s_%d".formatted(PREFIX, index.toString().replace("-", ""), settings.dimensions());
    }

    /// What a search orders by to use the graph.
    static String expression(VectorExtension extension, IndexSettings settings) {
        return "(vector::%s(%d))".formatted(extension.of("halfvec"), settings.dimensions());
    }

    static boolean isReady(Connection connection, UUID index, IndexSettings settings) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select indisvalid from pg_index where indexrelid = to_regclass('%s')"
                        .formatted(name(index, settings)))) {
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /// Builds the graph unless it is there, or another process is building it. Takes seconds for 10,000 vectors and
    /// many minutes for a million.
    ///
    /// @param megabytes memory of the database for the build; it takes much longer if the graph does not fit
    /// @return whether this call built it
    /// @throws SQLException when it fails; what it left is removed by the next call
    public boolean build(int megabytes) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            if (isReady(connection, index, settings) || !locks(statement)) {
                return false;
            }
            try {
                statement.execute("drop index concurrently if exists " + name(index, settings));
                statement.execute("set maintenance_work_mem = '%dMB'".formatted(megabytes));
                // Workers share memory that containers often limit to less than a graph needs.
                statement.execute("set max_parallel_maintenance_workers = 0");
                statement.execute("""
                        create index concurrently %s on knowledge_vector using hnsw (%s %s)
                        with (m = %d, ef_construction = %d) where index_id = '%s'
                        """.formatted(
                                name(index, settings),
                                expression(extension, settings),
                                extension.of("halfvec_cosine_ops"),
                                NEIGHBOURS,
                                BREADTH,
                                index));
                statement.execute("analyze knowledge_vector");
                return true;
            } finally {
                statement.execute("select pg_advisory_unlock(%s)".formatted(key()));
            }
        }
    }

    private boolean locks(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_try_advisory_lock(%s)".formatted(key()))) {
            return row.next() && row.getBoolean(1);
        }
    }

    private String key() {
        return "hashtextextended('%s', 0)".formatted(name(index, settings));
    }

    /// Removes the graph. Searches then compare all vectors.
    public void drop() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop index concurrently if exists " + name(index, settings));
        }
    }

    /// Removes the graphs of all indexes but these.
    public static void dropOthers(DataSource owner, Set<UUID> indexes) throws SQLException {
        Set<String> kept = indexes.stream()
                .map(index -> PREFIX + index.toString().replace("-", ""))
                .collect(Collectors.toSet());
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(
                    "select indexrelid::regclass::text from pg_index where indrelid = 'knowledge_vector'::regclass")) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            for (String name : names) {
                if (name.startsWith(PREFIX) && !kept.contains(name.substring(0, name.lastIndexOf('_')))) {
                    statement.execute("drop index concurrently if exists " + name);
                }
            }
        }
    }

    /// Whether searches use the graph.
    public boolean isReady() throws SQLException {
        try (Connection connection = owner.getConnection()) {
            return isReady(connection, index, settings);
        }
    }

    /// How far the build is; empty if none runs.
    public Optional<Progress> progress() throws SQLException {
        try (Connection connection = owner.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        select phase, greatest(tuples_done, blocks_done), greatest(tuples_total, blocks_total)
                        from pg_stat_progress_create_index
                        where datname = current_database() and index_relid = to_regclass(?)
                        """)) {
            query.setString(1, name(index, settings));
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Progress(row.getString(1), row.getLong(2), row.getLong(3)))
                        : Optional.empty();
            }
        }
    }
}
