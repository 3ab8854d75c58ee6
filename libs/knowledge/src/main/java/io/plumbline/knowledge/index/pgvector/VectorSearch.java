package io.plumbline.knowledge.index.pgvector;

import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.RankFusion.Candidate;
import io.plumbline.knowledge.index.SearchQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Answers queries in one transaction each: words by BM25, vectors by their neighbours, both among the chunks that the
/// caller may find and the filter allows. Thread-safe.
///
/// Words: the rarest words of the query find the chunks, and all of its words rank them. At most [#MOST_RANKED] chunks
/// are ranked, so a query of frequent words alone ranks some of its chunks only.
///
/// Vectors: the graph is searched until it has enough that the filter allows. A filter that allows very few makes that
/// end early; then, and without a graph, all allowed chunks are compared.
final class VectorSearch {

    /// The most chunks that are ranked by their words.
    static final int MOST_RANKED = 5_000;

    /// The breadth of a search in the graph.
    private static final int BREADTH = 200;

    private static final Comparator<Candidate> ORDER =
            Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::chunkId);

    private final UUID index;
    private final IndexSettings settings;
    private final VectorExtension extension;
    private final ChunkWords words;
    private final WordFrequencies frequencies;

    VectorSearch(
            UUID index,
            IndexSettings settings,
            VectorExtension extension,
            ChunkWords words,
            WordFrequencies frequencies) {
        this.index = index;
        this.settings = settings;
        this.extension = extension;
        this.words = words;
        this.frequencies = frequencies;
    }

    /// Settings of the transaction. Each plan is made for its values; the compiler would take longer than a search.
    static void prepare(Connection connection) throws SQLException {
        set(connection, "jit", "off", "plan_cache_mode", "force_custom_plan");
    }

    private static void set(Connection connection, String... pairs) throws SQLException {
        StringBuilder sql = new StringBuilder("select ");
        for (int i = 0; i < pairs.length; i += 2) {
            sql.append(i == 0 ? "" : ", ").append("set_config('%s', '%s', true)".formatted(pairs[i], pairs[i + 1]));
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            statement.execute();
        }
    }

    List<Candidate> byWords(Connection connection, SearchQuery query) throws SQLException {
        if (query.text() == null) {
            return List.of();
        }
        Set<Integer> wanted = words.words(query.text()).stream()
                .distinct()
                .limit(SearchQuery.MOST_WORDS)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (wanted.isEmpty()) {
            return List.of();
        }
        WordFrequencies.Found found = frequencies.find(connection, wanted);
        Map<Integer, Double> rarities = wanted.stream()
                .collect(Collectors.toMap(
                        word -> word,
                        word -> ChunkWords.rarity(found.chunks(), found.of(word)),
                        (a, _) -> a,
                        java.util.TreeMap::new));
        List<Integer> rarest = rarest(wanted, found);
        List<Candidate> ranked = ranked(connection, query, rarest, rarities);
        return ranked.size() < query.candidates() && rarest.size() < wanted.size()
                ? ranked(connection, query, List.copyOf(wanted), rarities)
                : ranked;
    }

    private static List<Integer> rarest(Set<Integer> wanted, WordFrequencies.Found found) {
        List<Integer> rarest = new ArrayList<>();
        long sum = 0;
        for (int word :
                wanted.stream().sorted(Comparator.comparingLong(found::of)).toList()) {
            sum += found.of(word);
            if (!rarest.isEmpty() && sum > MOST_RANKED) {
                return rarest;
            }
            rarest.add(word);
        }
        return rarest;
    }

    private List<Candidate> ranked(
            Connection connection, SearchQuery query, List<Integer> any, Map<Integer, Double> rarities)
            throws SQLException {
        SearchConditions allowed = SearchConditions.of(query.filter(), query.caller(), settings);
        String sql =
                """
                select chunk_id, document_id, -(weights %s cast(? as %s)) as score
                from (select chunk_id, document_id, weights from knowledge_vector
                    where index_id = '%s' and terms && ? and %s limit %d) as found
                order by score desc, chunk_id limit ?
                """.formatted(extension.operator("<#>"), extension.of("sparsevec"), index, allowed.sql(), MOST_RANKED);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, ChunkWords.sparse(rarities));
            statement.setArray(2, connection.createArrayOf("int4", any.toArray(Integer[]::new)));
            statement.setInt(allowed.bind(statement, 3), query.candidates());
            return candidates(statement);
        }
    }

    List<Candidate> byVector(Connection connection, SearchQuery query) throws SQLException {
        String vector = DenseVectors.text(query.vector());
        if (vector == null) {
            return List.of();
        }
        if (VectorGraph.isReady(connection, index, settings)) {
            set(
                    connection,
                    "hnsw.iterative_scan",
                    "relaxed_order",
                    "hnsw.ef_search",
                    Integer.toString(Math.max(BREADTH, query.candidates())),
                    "enable_sort",
                    "off");
            List<Candidate> near = near(connection, query, vector, VectorGraph.expression(extension, settings));
            if (near.size() >= query.candidates()) {
                return near;
            }
            set(connection, "enable_sort", "on");
        }
        return near(connection, query, vector, "vector");
    }

    /// @param expression that the graph has, to search it; another one, to compare all
    private List<Candidate> near(Connection connection, SearchQuery query, String vector, String expression)
            throws SQLException {
        SearchConditions allowed = SearchConditions.of(query.filter(), query.caller(), settings);
        String distance =
                "%s %s cast(? as %s)".formatted(expression, extension.operator("<=>"), extension.of("halfvec"));
        String sql = """
                select chunk_id, document_id, 1 - (%1$s) / 2 as score from knowledge_vector
                where index_id = '%2$s' and vector is not null and %3$s order by %1$s limit ?
                """.formatted(distance, index, allowed.sql());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, vector);
            int next = allowed.bind(statement, 2);
            statement.setString(next, vector);
            statement.setInt(next + 1, query.candidates());
            return candidates(statement);
        }
    }

    private static List<Candidate> candidates(PreparedStatement statement) throws SQLException {
        List<Candidate> candidates = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                candidates.add(new Candidate(row.getString(1), row.getString(2), row.getFloat(3)));
            }
        }
        candidates.sort(ORDER);
        return candidates;
    }
}
