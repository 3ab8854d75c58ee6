package io.plumbline.monitoring.monitor;

import io.plumbline.monitoring.waiting.WaitingWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Stores monitors. Always in the caller's transaction.
@Repository
class MonitorStore {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final WaitingWork.Check waiting;

    MonitorStore(JdbcClient jdbc, WaitingWork work) {
        this.jdbc = jdbc;
        this.waiting = work.check("exists (select from monitor where next_evaluation_at <= :now)");
    }

    /// Whether a monitor may be due; see [WaitingWork].
    boolean hasWork() {
        return waiting.isThere();
    }

    /// Inserts a monitor; returns false if its name is taken, perhaps by a team that the caller does not see.
    boolean insert(Monitor monitor) {
        return jdbc.sql("""
                        insert into monitor (name, team, plan, state, since, created_at, revision, next_evaluation_at)
                        values (:name, :team, :plan, :state, :since, :createdAt, 0, :since)
                        on conflict (name) do nothing
                        """)
                        .param("name", monitor.name())
                        .param("team", monitor.team())
                        .param("plan", JSON.writeValueAsString(monitor.plan()))
                        .param("state", JSON.writeValueAsString(monitor.state()))
                        .param("since", Timestamp.from(monitor.since()))
                        .param("createdAt", Timestamp.from(monitor.createdAt()))
                        .update()
                == 1;
    }

    void replace(Monitor monitor) {
        jdbc.sql("""
                        update monitor set plan = :plan, state = :state, since = :since, revision = :revision,
                            next_evaluation_at = :since
                        where name = :name
                        """)
                .param("name", monitor.name())
                .param("plan", JSON.writeValueAsString(monitor.plan()))
                .param("state", JSON.writeValueAsString(monitor.state()))
                .param("since", Timestamp.from(monitor.since()))
                .param("revision", monitor.revision())
                .update();
    }

    void remove(String name) {
        jdbc.sql("delete from monitor where name = ?").param(name).update();
    }

    Optional<Monitor> find(String name) {
        return jdbc.sql("select * from monitor where name = ?")
                .param(name)
                .query((row, _) -> read(row))
                .optional();
    }

    Optional<Monitor> lock(String name) {
        return jdbc.sql("select * from monitor where name = ? for update")
                .param(name)
                .query((row, _) -> read(row))
                .optional();
    }

    /// By name.
    List<Monitor> list(@Nullable String after, int limit) {
        return jdbc.sql("""
                        select * from monitor where cast(:after as text) is null or name > :after
                        order by name limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// Returns the monitor to evaluate next, locked; skips locked ones.
    Optional<Monitor> due(Instant now) {
        return jdbc.sql("""
                        select * from monitor where next_evaluation_at <= ?
                        order by next_evaluation_at limit 1 for update skip locked
                        """)
                .param(Timestamp.from(now))
                .query((row, _) -> read(row))
                .optional();
    }

    void evaluated(String name, MonitorSeries.State state, Instant next) {
        jdbc.sql("update monitor set state = ?, next_evaluation_at = ? where name = ?")
                .params(JSON.writeValueAsString(state), Timestamp.from(next), name)
                .update();
    }

    private static Monitor read(ResultSet row) throws SQLException {
        return new Monitor(
                row.getString("name"),
                row.getString("team"),
                JSON.readValue(row.getString("plan"), MonitorPlan.class),
                JSON.readValue(row.getString("state"), MonitorSeries.State.class),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("created_at").toInstant(),
                row.getLong("revision"));
    }
}
