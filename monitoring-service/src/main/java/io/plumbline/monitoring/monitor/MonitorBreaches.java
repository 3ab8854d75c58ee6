package io.plumbline.monitoring.monitor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

/// Stores detected changes. Each has an alert with its id.
@Repository
class MonitorBreaches {

    private static final JsonMapper JSON = MonitorStore.JSON;
    private static final String SELECT = " b.id, b.team, b.monitor, b.plan, b.alarm, a.incident_id"
            + " from monitor_breach b left join alert a using (id) ";

    private final JdbcClient jdbc;

    MonitorBreaches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void store(MonitorBreach breach) {
        jdbc.sql("""
                        insert into monitor_breach (id, team, monitor, plan, alarm, detected_at)
                        values (:id, :team, :monitor, :plan, :alarm, :at)
                        """)
                .param("id", breach.id())
                .param("team", breach.team())
                .param("monitor", breach.monitor())
                .param("plan", JSON.writeValueAsString(breach.plan()))
                .param("alarm", JSON.writeValueAsString(breach.alarm()))
                .param("at", Timestamp.from(breach.alarm().at()))
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
        return jdbc.sql("select" + SELECT + "where b.monitor = ? order by b.detected_at desc, b.id desc limit ?")
                .params(monitor, limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// Returns the newest one of each of these monitors that has any.
    @Transactional(readOnly = true)
    public Map<String, MonitorBreach> newestOf(Collection<String> monitors) {
        return jdbc
                .sql("select distinct on (b.monitor)" + SELECT + "where b.monitor = any (cast(? as text[]))"
                        + " order by b.monitor, b.detected_at desc, b.id desc")
                .param(monitors.toArray(String[]::new))
                .query((row, _) -> read(row))
                .stream()
                .collect(Collectors.toMap(MonitorBreach::monitor, Function.identity()));
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
