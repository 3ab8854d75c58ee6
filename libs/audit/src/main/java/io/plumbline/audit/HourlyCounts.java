package io.plumbline.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// Counts events by hour, for a first look at what happened. It counts anew each time, by index: what is looked at
/// often and over long deserves a projection of its own. For the roles in `audit_read`, by team as [AuditReader].
/// Thread-safe.
public final class HourlyCounts {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH");

    private final JdbcTemplate jdbc;

    public HourlyCounts(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /// @param hour begins then (UTC)
    public record HourlyCount(Instant hour, String action, long count) {}

    /// How many events of each of these actions there were in each hour from this instant on; hours and actions
    /// without any are left out.
    public List<HourlyCount> since(Instant from, Collection<String> actions) {
        return jdbc.query(
                """
                SELECT substr(body ->> 'time', 1, 13) AS hour, action, count(*) AS events
                FROM audit.event
                WHERE action = ANY (?) AND id >= audit.first_id(?)
                GROUP BY 1, 2
                ORDER BY 1, 2
                """,
                (row, number) -> new HourlyCount(
                        LocalDateTime.parse(row.getString("hour"), HOUR).toInstant(ZoneOffset.UTC),
                        row.getString("action"),
                        row.getLong("events")),
                actions.toArray(String[]::new),
                Timestamp.from(from));
    }
}
