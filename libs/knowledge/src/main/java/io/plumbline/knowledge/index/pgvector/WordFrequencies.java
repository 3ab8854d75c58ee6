package io.plumbline.knowledge.index.pgvector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// How many chunks of an index have a word, to within what ranking needs. Up to [#COUNTED] chunks are counted; a more
/// frequent word is counted in the sample. What was counted is used for some minutes. Thread-safe.
final class WordFrequencies {

    /// The number up to which chunks are counted exactly.
    private static final int COUNTED = 2_000;

    /// One chunk in this many is in the sample.
    static final int SAMPLE = 256;

    private static final int MOST_REMEMBERED = 10_000;
    private static final long USED_NANOS = Duration.ofMinutes(5).toNanos();

    private final UUID index;
    private final Map<Integer, Counted> remembered = new LinkedHashMap<>();

    WordFrequencies(UUID index) {
        this.index = index;
    }

    private record Counted(long chunks, long at) {}

    /// The number that stands for all chunks, which no word has.
    private static final int ALL = 0;

    /// The frequencies of some words.
    record Found(long chunks, Map<Integer, Long> having) {

        long of(int word) {
            return having.getOrDefault(word, 0L);
        }
    }

    Found find(Connection connection, Collection<Integer> words) throws SQLException {
        Map<Integer, Long> found = new HashMap<>();
        List<Integer> unknown;
        synchronized (remembered) {
            long now = System.nanoTime();
            remembered.values().removeIf(counted -> now - counted.at() > USED_NANOS);
            Counted all = remembered.get(ALL);
            if (all != null) {
                found.put(ALL, all.chunks());
            }
            words.forEach(word -> {
                Counted counted = remembered.get(word);
                if (counted != null) {
                    found.put(word, counted.chunks());
                }
            });
            unknown = words.stream().filter(word -> !found.containsKey(word)).toList();
        }
        Map<Integer, Long> counted = new HashMap<>();
        if (!found.containsKey(ALL)) {
            counted.put(ALL, all(connection));
        }
        if (!unknown.isEmpty()) {
            counted.putAll(count(connection, unknown));
        }
        remember(counted);
        found.putAll(counted);
        return new Found(found.getOrDefault(ALL, 0L), found);
    }

    /// Forgets everything, after changes that could make it wrong by far.
    void forget() {
        synchronized (remembered) {
            remembered.clear();
        }
    }

    private void remember(Map<Integer, Long> counted) {
        synchronized (remembered) {
            long now = System.nanoTime();
            counted.forEach((word, chunks) -> {
                if (remembered.size() < MOST_REMEMBERED) {
                    remembered.put(word, new Counted(chunks, now));
                }
            });
        }
    }

    private long all(Connection connection) throws SQLException {
        long sampled = number(
                connection, "select count(*) from knowledge_vector where index_id = '%s' and sampled".formatted(index));
        return sampled * SAMPLE > 10 * COUNTED
                ? sampled * SAMPLE
                : number(connection, "select count(*) from knowledge_vector where index_id = '%s'".formatted(index));
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private Map<Integer, Long> count(Connection connection, List<Integer> words) throws SQLException {
        Map<Integer, Long> counted = counts(connection, words, """
                select word, (select count(*) from (select from knowledge_vector
                    where index_id = '%s' and terms && array[word] limit %d) as having_it) from unnest(?) as word
                """.formatted(index, COUNTED));
        List<Integer> frequent = words.stream()
                .filter(word -> counted.getOrDefault(word, 0L) >= COUNTED)
                .toList();
        if (!frequent.isEmpty()) {
            counts(connection, frequent, """
                    with sample as materialized (
                        select terms from knowledge_vector where index_id = '%s' and sampled)
                    select word, %d * count(*) from unnest(?) as word join sample on terms && array[word] group by word
                    """.formatted(index, SAMPLE))
                    .forEach((word, chunks) -> counted.merge(word, chunks, Math::max));
        }
        return counted;
    }

    private static Map<Integer, Long> counts(Connection connection, List<Integer> words, String sql)
            throws SQLException {
        Map<Integer, Long> counts = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("int4", words.toArray(Integer[]::new)));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    counts.put(row.getInt(1), row.getLong(2));
                }
            }
        }
        return counts;
    }
}
