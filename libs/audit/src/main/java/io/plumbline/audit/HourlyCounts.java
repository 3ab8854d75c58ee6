package io.plumbline.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// How many events there were by hour, for a first look at what happened. The sequencer counts them as it
/// gives them their places, so what was appended a moment ago is not counted yet. For the roles in
/// `audit_read`, by team as [AuditReader]. Thread-safe.
public final class HourlyCounts {
    private final JdbcTemplate jdbc;

    public HourlyCounts(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /// @param hour begins then (UTC)
    public record HourlyCount(Instant hour, String action, long count) {}

    /// How many events of each of these actions there were in each hour that begins at this instant or later;
    /// hours and actions without any are left out.
    public List<HourlyCount> since(Instant from, Collection<String> actions) {
        return jdbc.query(
                """
                SELECT hour, action, sum(events)::bigint AS events
                FROM audit.hourly_count
                WHERE action = ANY (?) AND hour >= ?
                GROUP BY hour, action
                ORDER BY hour, action
                """,
                (row, number) -> new HourlyCount(
                        row.getTimestamp("hour").toInstant(), row.getString("action"), row.getLong("events")),
                actions.toArray(String[]::new),
                Timestamp.from(from));
    }
}
