package io.plumbline.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads the audit log: by search, newest first, or in log order, for projections. Request roles see the teams of
/// the transaction; workers see all teams. Invalid entries appear as placeholders, see [AuditEvent#readable()].
/// For the roles in `audit_read`. Thread-safe.
public final class AuditReader {
    public static final int MAX_LIMIT = 10_000;

    private static final RowMapper<AuditEvent> EVENT = (row, number) ->
            AuditEvent.stored(row.getObject("id", UUID.class), row.getString("team"), row.getBytes("canonical"));

    /// A text is first searched in this many events, since no index serves it: a common one fills the page.
    private static final int NEWEST_SEARCHED = 20_000;

    private final JdbcClient jdbc;

    public AuditReader(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    public Optional<AuditEvent> find(UUID id) {
        return jdbc.sql("SELECT id, team, canonical FROM audit.event WHERE id = ?")
                .param(id)
                .query(EVENT)
                .optional();
    }

    /// Returns matching events, newest first by id.
    ///
    /// @param before id of the last event of the previous page; null for the first page
    /// @param limit maximum number, 1 to [#MAX_LIMIT]
    public List<AuditEvent> search(AuditFilter filter, @Nullable UUID before, int limit) {
        if (filter.q() != null) {
            List<AuditEvent> recent = search(EventSearch.of(filter, before).among(before, NEWEST_SEARCHED), limit);
            if (recent.size() == limit) {
                return recent;
            }
        }
        return search(EventSearch.of(filter, before), limit);
    }

    private List<AuditEvent> search(EventSearch query, int limit) {
        List<Object> parameters = new ArrayList<>(query.parameters());
        parameters.add(bounded(limit));
        return jdbc.sql("SELECT id, team, canonical FROM audit.event WHERE " + query.where()
                        + " ORDER BY id DESC LIMIT ?")
                .params(parameters)
                .query(EVENT)
                .list();
    }

    /// Returns the time of each actor's newest event. Actors without an event are omitted. The actor is a range of
    /// one, because only the index by actor has that order: with an equality, the planner may read the whole log
    /// backwards to find the newest event of an actor that has none.
    public Map<String, Instant> newestOf(Collection<String> actors) {
        Map<String, Instant> newest = new HashMap<>();
        jdbc.sql("""
                        SELECT actor, (
                            SELECT e.id FROM audit.event e WHERE e.actor_id >= actor AND e.actor_id <= actor
                            ORDER BY e.actor_id DESC, e.id DESC LIMIT 1) AS id
                        FROM unnest(?) AS actor
                        """).params(List.of((Object) actors.toArray(String[]::new))).query((RowCallbackHandler) row -> {
            UUID id = row.getObject("id", UUID.class);
            if (id != null) {
                newest.put(row.getString("actor"), UuidV7.instantOf(id));
            }
        });
        return newest;
    }

    /// Returns events in log order. A projection continues at the index after its last event. A recent event has
    /// no position yet and appears in a later call. A deleted event is skipped, so indexes may have gaps.
    ///
    /// @param index first index to read
    /// @param limit number of positions to read, 1 to [#MAX_LIMIT]
    public List<SequencedEvent> readFrom(long index, int limit) {
        return jdbc.sql("""
                SELECT l.index, e.id, e.team, e.canonical
                FROM (SELECT index, event_id FROM audit.leaf WHERE index >= ? ORDER BY index LIMIT ?) l
                JOIN audit.event e ON e.id = l.event_id
                ORDER BY l.index
                """)
                .params(index, bounded(limit))
                .query((row, number) -> new SequencedEvent(row.getLong("index"), EVENT.mapRow(row, number)))
                .list();
    }

    /// Returns the number of events with a position: the index of the next event.
    public long size() {
        return jdbc.sql("SELECT size FROM audit.tree_head").query(Long.class).single();
    }

    private static int bounded(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("A limit is 1 to " + MAX_LIMIT);
        }
        return limit;
    }
}
