package io.plumbline.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The number of events per hour, for an overview. The sequencer counts events when it assigns positions, so
/// recent events are not yet included. For the roles in `audit_read`, by team like [AuditReader]. Thread-safe.
public final class HourlyCounts {
    private final JdbcClient jdbc;

    public HourlyCounts(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /// @param hour start of the hour (UTC)
    public record HourlyCount(Instant hour, String action, long count) {}

    /// Returns the number of events of each action in each hour from this time on. Hours and actions without
    /// events are omitted.
    public List<HourlyCount> since(Instant from, Collection<String> actions) {
        return jdbc.sql("""
                SELECT hour, action, sum(events)::bigint AS events
                FROM audit.hourly_count
                WHERE action = ANY (?) AND hour >= ?
                GROUP BY hour, action
                ORDER BY hour, action
                """)
                .params(actions.toArray(String[]::new), Timestamp.from(from))
                .query((row, number) -> new HourlyCount(
                        row.getTimestamp("hour").toInstant(), row.getString("action"), row.getLong("events")))
                .list();
    }
}
