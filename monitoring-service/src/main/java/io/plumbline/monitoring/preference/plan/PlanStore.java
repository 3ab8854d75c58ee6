package io.plumbline.monitoring.preference.plan;

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

/// Stores plans. Always in the caller's transaction.
@Repository
class PlanStore {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final WaitingWork.Check waiting;

    PlanStore(JdbcClient jdbc, WaitingWork work) {
        this.jdbc = jdbc;
        this.waiting = work.check("exists (select from preference_plan where enabled and next_run_at <= :now)");
    }

    /// Whether a plan may be due; see [WaitingWork].
    boolean hasWork() {
        return waiting.isThere();
    }

    /// Inserts a plan; returns false if its name is taken, perhaps by a team that the caller does not see.
    boolean insert(PreferencePlan plan) {
        return jdbc.sql("""
                        insert into preference_plan (name, team, document, revision, enabled, created_at, next_run_at)
                        values (:name, :team, :document, 0, :enabled, :createdAt, :nextRunAt)
                        on conflict (name) do nothing
                        """)
                        .param("name", plan.name())
                        .param("team", plan.team())
                        .param("document", JSON.writeValueAsString(plan.document()))
                        .param("enabled", plan.document().enabled())
                        .param("createdAt", Timestamp.from(plan.createdAt()))
                        .param("nextRunAt", Timestamp.from(plan.nextRunAt()))
                        .update()
                == 1;
    }

    void replace(PreferencePlan plan) {
        jdbc.sql("""
                        update preference_plan
                        set document = :document, revision = :revision, enabled = :enabled, next_run_at = :nextRunAt
                        where name = :name
                        """)
                .param("name", plan.name())
                .param("document", JSON.writeValueAsString(plan.document()))
                .param("revision", plan.revision())
                .param("enabled", plan.document().enabled())
                .param("nextRunAt", Timestamp.from(plan.nextRunAt()))
                .update();
    }

    void remove(String name) {
        jdbc.sql("delete from preference_plan where name = ?").param(name).update();
    }

    Optional<PreferencePlan> find(String name) {
        return jdbc.sql("select * from preference_plan where name = ?")
                .param(name)
                .query((row, _) -> read(row))
                .optional();
    }

    Optional<PreferencePlan> lock(String name) {
        return jdbc.sql("select * from preference_plan where name = ? for update")
                .param(name)
                .query((row, _) -> read(row))
                .optional();
    }

    /// By name.
    List<PreferencePlan> list(@Nullable String after, int limit) {
        return jdbc.sql("""
                        select * from preference_plan where cast(:after as text) is null or name > :after
                        order by name limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// Returns the plan to run next, and reserves it until a later time; skips locked ones.
    Optional<PreferencePlan> take(Instant now, Instant until) {
        return jdbc.sql("""
                        update preference_plan p set next_run_at = :until
                        from (select name from preference_plan where enabled and next_run_at <= :now
                              order by next_run_at limit 1 for update skip locked) due
                        where p.name = due.name
                        returning p.*
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .query((row, _) -> read(row))
                .optional();
    }

    /// Stores the outcome of a run, unless the plan was replaced meanwhile.
    void ran(PreferencePlan plan, PlanRun run, Instant next) {
        jdbc.sql("update preference_plan set last = ?, next_run_at = ? where name = ? and revision = ?")
                .params(JSON.writeValueAsString(run), Timestamp.from(next), plan.name(), plan.revision())
                .update();
    }

    private static PreferencePlan read(ResultSet row) throws SQLException {
        String last = row.getString("last");
        return new PreferencePlan(
                row.getString("name"),
                row.getString("team"),
                JSON.readValue(row.getString("document"), PlanDocument.class),
                row.getLong("revision"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("next_run_at").toInstant(),
                last == null ? null : JSON.readValue(last, PlanRun.class));
    }
}
