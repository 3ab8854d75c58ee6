package io.plumbline.audit.expiry;

import io.plumbline.audit.UuidV7;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds events whose committed payload, or one of its keys, is missing although no subject of it was erased. For
/// roles in `audit_read` that see every team. Thread-safe.
public final class LostPayloads {
    static final RowMapper<UUID> ID = (row, number) -> row.getObject(1, UUID.class);

    private static final String SHARES = """
            SELECT k.event_id, count(*) FROM audit.payload_key k
            JOIN audit.subject_key s ON s.id = k.subject_key_id
            """;

    /// A present payload may depend on a key that was created before an erasure and destroyed by it, even if its
    /// event is younger.
    private static final String LOST = """
            FROM audit.event e
            CROSS JOIN LATERAL (SELECT audit.parse(e.canonical) AS body OFFSET 0) said
            CROSS JOIN LATERAL (SELECT CASE jsonb_typeof(said.body -> 'subjects')
                WHEN 'array' THEN said.body -> 'subjects' ELSE jsonb_build_array('team:' || e.team) END AS subjects) held
            LEFT JOIN audit.payload p ON p.event_id = e.id
            LEFT JOIN shares ON shares.event_id = p.event_id
            WHERE said.body ?? 'payload'
                AND coalesce(shares.count, 0) < jsonb_array_length(held.subjects)
                AND NOT EXISTS (
                    SELECT FROM jsonb_array_elements_text(held.subjects) AS s (subject)
                    JOIN audit.erasure x ON x.subject = s.subject
                    WHERE p.event_id IS NOT NULL OR audit.first_id(x.erased_at) > e.id)
            """;

    private static final String BETWEEN = "WITH shares AS (" + SHARES
            + "WHERE k.event_id > ? AND k.event_id <= ? GROUP BY k.event_id) SELECT %s " + LOST
            + " AND e.id > ? AND e.id <= ?";
    private static final String LIST = BETWEEN.formatted("e.id") + " ORDER BY e.id LIMIT ?";
    private static final String COUNT = BETWEEN.formatted("count(*)");
    private static final String AMONG = "WITH shares AS (" + SHARES
            + "WHERE k.event_id = ANY (?) GROUP BY k.event_id) SELECT e.id " + LOST
            + " AND e.id = ANY (?) ORDER BY e.id";

    /// Few enough events that no query outlasts the permitted silence of a connection, for a log of any size.
    static final int EVENTS = 50_000;

    private final JdbcClient jdbc;
    private final int events;

    public LostPayloads(JdbcClient jdbc) {
        this(jdbc, EVENTS);
    }

    /// @param events number of events per query
    LostPayloads(JdbcClient jdbc, int events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /// Returns the first ones in a range of ids, in order.
    ///
    /// @param after the id before the range
    /// @param through the last id
    public List<UUID> between(UUID after, UUID through, int limit) {
        planForEachRange();
        List<UUID> found = new ArrayList<>();
        UUID from = after;
        while (found.size() < limit && isBefore(from, through)) {
            UUID to = end(from, through, events);
            found.addAll(jdbc.sql(LIST)
                    .params(from, to, from, to, limit - found.size())
                    .query(ID)
                    .list());
            from = to;
        }
        return found;
    }

    /// Returns their number in a range.
    public long count(UUID after, UUID through) {
        planForEachRange();
        long count = 0;
        UUID from = after;
        while (isBefore(from, through)) {
            UUID to = end(from, through, events);
            count +=
                    jdbc.sql(COUNT).params(from, to, from, to).query(Long.class).single();
            from = to;
        }
        return count;
    }

    /// Returns the last of the next `count` events after an id, but at most the last one given.
    UUID end(UUID after, UUID last, int count) {
        return jdbc
                .sql("SELECT id FROM audit.event WHERE id > ? ORDER BY id OFFSET ? LIMIT 1")
                .params(after, count - 1)
                .query(ID)
                .list()
                .stream()
                .filter(id -> isBefore(id, last))
                .findFirst()
                .orElse(last);
    }

    /// A generic plan assumes a small range and joins a large one row by row. The setting applies to the caller's
    /// transaction.
    private void planForEachRange() {
        jdbc.sql("SET LOCAL plan_cache_mode = force_custom_plan").update();
    }

    private static boolean isBefore(UUID one, UUID other) {
        return UuidV7.ORDER.compare(one, other) < 0;
    }

    /// Returns those among the given ids.
    public List<UUID> among(Collection<UUID> ids) {
        Object array = ids.toArray(UUID[]::new);
        return jdbc.sql(AMONG).params(array, array).query(ID).list();
    }
}
