package io.plumbline.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/// Reads the audit log: by search, newest first, or in the order of the log, for projections. Roles that serve
/// requests see the teams that the transaction names; workers see all. For what is no event a placeholder is
/// given, see [AuditEvent#readable()]. For the roles in `audit_read`. Thread-safe.
public final class AuditReader {
    public static final int MAX_LIMIT = 10_000;

    private static final RowMapper<AuditEvent> EVENT = (row, number) ->
            AuditEvent.stored(row.getObject("id", UUID.class), row.getString("team"), row.getBytes("canonical"));

    private final JdbcTemplate jdbc;

    public AuditReader(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    public Optional<AuditEvent> find(UUID id) {
        return jdbc.query("SELECT id, team, canonical FROM audit.event WHERE id = ?", EVENT, id).stream()
                .findFirst();
    }

    /// Events that match, newest first by id.
    ///
    /// @param before where the page before ended: its last event's id; none for the first page
    /// @param limit  at most this many, 1 to [#MAX_LIMIT]
    public List<AuditEvent> search(AuditFilter filter, @Nullable UUID before, int limit) {
        SearchQuery query = SearchQuery.of(filter, before);
        List<Object> parameters = new ArrayList<>(query.parameters());
        parameters.add(bounded(limit));
        return jdbc.query(
                "SELECT id, team, canonical FROM audit.event WHERE " + query.where() + " ORDER BY id DESC LIMIT ?",
                EVENT,
                parameters.toArray());
    }

    /// Events in the order of the log. A projection goes on from the index after the last that it has taken
    /// in. An event that was appended a moment ago has no place yet and comes with a later call; one that
    /// somebody has deleted is passed over, so indexes may jump.
    ///
    /// @param index the first that is wanted
    /// @param limit how many places to look at, 1 to [#MAX_LIMIT]
    public List<SequencedEvent> readFrom(long index, int limit) {
        return jdbc.query(
                """
                SELECT l.index, e.id, e.team, e.canonical
                FROM (SELECT index, event_id FROM audit.leaf WHERE index >= ? ORDER BY index LIMIT ?) l
                JOIN audit.event e ON e.id = l.event_id
                ORDER BY l.index
                """,
                (row, number) -> new SequencedEvent(row.getLong("index"), EVENT.mapRow(row, number)),
                index,
                bounded(limit));
    }

    /// How many events have a place in the log: the index that the next one gets.
    public long size() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT size FROM audit.tree_head", Long.class));
    }

    private static int bounded(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("A limit is 1 to " + MAX_LIMIT);
        }
        return limit;
    }
}
