package io.plumbline.monitoring.monitor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Stores detected changes, and is the outbox of their incidents.
@Repository
class MonitorBreaches {

    private static final JsonMapper JSON = MonitorStore.JSON;
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;
    private static final String COLUMNS = "id, team, monitor, plan, alarm, incident_id";

    private final JdbcClient jdbc;
    private final Clock clock;

    MonitorBreaches(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Due(MonitorBreach breach, int attempts) {}

    void store(MonitorBreach breach) {
        jdbc.sql("""
                        insert into monitor_breach
                            (id, team, monitor, plan, alarm, detected_at, attempts, next_attempt_at)
                        values (:id, :team, :monitor, :plan, :alarm, :at, 0, :now)
                        """)
                .param("id", breach.id())
                .param("team", breach.team())
                .param("monitor", breach.monitor())
                .param("plan", JSON.writeValueAsString(breach.plan()))
                .param("alarm", JSON.writeValueAsString(breach.alarm()))
                .param("at", Timestamp.from(breach.alarm().at()))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// Returns when the monitor detected its newest change.
    Optional<Instant> newest(String monitor) {
        return jdbc.sql("select max(detected_at) from monitor_breach where monitor = ?")
                .param(monitor)
                .query((row, _) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /// Newest first.
    @Transactional(readOnly = true)
    public List<MonitorBreach> of(String monitor, int limit) {
        return jdbc.sql("select " + COLUMNS
                        + " from monitor_breach where monitor = ? order by detected_at desc, id desc limit ?")
                .params(monitor, limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// Returns the newest one of each of these monitors that has any.
    @Transactional(readOnly = true)
    public Map<String, MonitorBreach> newestOf(Collection<String> monitors) {
        return jdbc
                .sql("select distinct on (monitor) " + COLUMNS
                        + " from monitor_breach where monitor = any (cast(? as text[]))"
                        + " order by monitor, detected_at desc, id desc")
                .param(monitors.toArray(String[]::new))
                .query((row, _) -> read(row))
                .stream()
                .collect(Collectors.toMap(MonitorBreach::monitor, Function.identity()));
    }

    /// Returns the next one to report and reserves it for a minute.
    Optional<Due> take() {
        return jdbc.sql("""
                        update monitor_breach b set attempts = attempts + 1, next_attempt_at = :lease
                        where id = (select id from monitor_breach
                                    where incident_id is null and next_attempt_at <= :now
                                    order by next_attempt_at limit 1 for update skip locked)
                        returning id, team, monitor, plan, alarm, incident_id, attempts
                        """)
                .param("lease", Timestamp.from(clock.instant().plus(LEASE)))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new Due(read(row), row.getInt("attempts")))
                .optional();
    }

    void opened(Due due, UUID incident) {
        jdbc.sql("update monitor_breach set incident_id = ? where id = ?")
                .params(incident, due.breach().id())
                .update();
    }

    void retry(Due due) {
        Instant next =
                clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << Math.min(due.attempts() - 1, MOST_DOUBLINGS)));
        jdbc.sql("update monitor_breach set next_attempt_at = ? where id = ?")
                .params(Timestamp.from(next), due.breach().id())
                .update();
    }

    private static MonitorBreach read(ResultSet row) throws SQLException {
        return new MonitorBreach(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getString("monitor"),
                JSON.readValue(row.getString("plan"), MonitorPlan.class),
                JSON.readValue(row.getString("alarm"), Alarm.class),
                row.getObject("incident_id", UUID.class));
    }
}
