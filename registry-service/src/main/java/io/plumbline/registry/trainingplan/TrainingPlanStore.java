package io.plumbline.registry.trainingplan;

import io.plumbline.registry.asset.Author;
import io.plumbline.registry.trainingplan.TrainingPlanResponse.Inspection;
import io.plumbline.registry.trainingplan.TrainingPlanRules.Terms;
import io.plumbline.registry.trainingplan.TrainingRun.Event;
import io.plumbline.registry.trainingplan.TrainingRun.Products;
import io.plumbline.registry.trainingplan.TrainingRun.State;
import io.plumbline.registry.trainingplan.TrainingRun.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The schedule of plans, and the table of their runs.
@Repository
class TrainingPlanStore {

    private static final TypeReference<Map<String, UUID>> GATES = new TypeReference<>() {};
    private static final TypeReference<List<Event>> EVENTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    TrainingPlanStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// A plan as its worker knows it.
    ///
    /// @param passedOver the newest version of the dataset that has too few new records; null for none
    record ActivePlan(
            String name, String team, Terms terms, @Nullable Integer passedOver) {}

    /// A run that a worker has reserved.
    ///
    /// @param repeats how often people repeated the run
    /// @param revision the number of changes, by which a worker detects another one
    record Work(TrainingRun run, ActivePlan plan, int attempts, int repeats, long revision) {}

    /// Another worker, or a person, has changed the run.
    static final class LostRunException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LostRunException() {
            super("the run was changed elsewhere", null, false, false);
        }
    }

    /// Inspects the dataset of a plan soon.
    void restart(String plan) {
        jdbc.sql("update training_plan set next_check_at = ?, passed_over = null, waiting = null where name = ?")
                .params(now(), plan)
                .update();
    }

    /// Whether a plan or a run may be due. Costs one query without a transaction.
    boolean hasWork() {
        return jdbc.sql("""
                        select exists (select from training_plan
                                       where (plan ->> 'enabled')::boolean and next_check_at <= :now)
                            or exists (select from training_run where ended_at is null and next_at <= :now)
                        """).param("now", now()).query(Boolean.class).single();
    }

    /// Returns the enabled plan without an open run to inspect next, and reserves it until a later time.
    Optional<ActivePlan> takePlan(Instant until) {
        return jdbc.sql("""
                        update training_plan p set next_check_at = :until
                        from (select name from training_plan d
                              where (d.plan ->> 'enabled')::boolean and d.next_check_at <= :now
                                  and not exists (select from training_run r where r.plan = d.name and r.ended_at is null)
                              order by d.next_check_at limit 1 for update skip locked) due
                        where p.name = due.name returning p.*
                        """)
                .param("until", Timestamp.from(until))
                .param("now", now())
                .query((row, _) -> plan(row))
                .optional();
    }

    /// Stores why an inspection started no run; null if it did.
    void checked(String plan, @Nullable String waiting, @Nullable Integer passedOver, Instant next) {
        jdbc.sql("""
                        update training_plan set checked_at = :now, waiting = :waiting, next_check_at = :next,
                            passed_over = coalesce(nullif(:passedOver, 0), passed_over)
                        where name = :name
                        """)
                .param("now", now())
                .param("waiting", waiting)
                .param("next", Timestamp.from(next))
                .param("passedOver", passedOver)
                .param("name", plan)
                .update();
    }

    Map<String, Inspection> checks(List<String> plans) {
        Map<String, Inspection> checks = new HashMap<>();
        jdbc.sql("select name, checked_at, waiting from training_plan where name = any (?)")
                .param(plans.toArray(String[]::new))
                .query(row -> {
                    checks.put(
                            row.getString("name"),
                            new Inspection(instant(row, "checked_at"), row.getString("waiting")));
                });
        return checks;
    }

    /// Returns the number of runs of a plan that started since a time.
    int startedSince(String plan, Instant since) {
        return jdbc.sql("select count(*) from training_run where plan = ? and created_at >= ?")
                .params(plan, Timestamp.from(since))
                .query(Integer.class)
                .single();
    }

    Map<String, TrainingRun> newest(List<String> plans) {
        Map<String, TrainingRun> newest = new HashMap<>();
        jdbc.sql("select distinct on (plan) * from training_run where plan = any (?) order by plan, id desc")
                .param(plans.toArray(String[]::new))
                .query(row -> {
                    newest.put(row.getString("plan"), run(row));
                });
        return newest;
    }

    Optional<TrainingRun> newest(String plan) {
        return Optional.ofNullable(newest(List.of(plan)).get(plan));
    }

    /// Newest first.
    List<TrainingRun> page(String plan, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from training_run
                        where plan = :plan and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit
                        """)
                .param("plan", plan)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> run(row))
                .list();
    }

    Optional<TrainingRun> find(String plan, UUID id) {
        return jdbc.sql("select * from training_run where plan = ? and id = ?")
                .params(plan, id)
                .query((row, _) -> run(row))
                .optional();
    }

    /// Returns a run with its plan, locked until the transaction ends.
    Optional<Work> lock(String plan, UUID id) {
        return jdbc.sql("select * from training_run where plan = ? and id = ? for update")
                .params(plan, id)
                .query((row, _) -> work(row))
                .optional();
    }

    void insert(TrainingRun run) {
        jdbc.sql("""
                        insert into training_run (id, plan, team, dataset, version, new_records, step, state, gates,
                            attempts, repeats, events, revision, created_at, next_at)
                        values (:id, :plan, :team, :dataset, :version, :newRecords, :step, :state, '{}', 0, 0,
                            cast(:events as jsonb), 0, :createdAt, :createdAt)
                        """)
                .param("id", run.id())
                .param("plan", run.plan())
                .param("team", run.team())
                .param("dataset", run.dataset())
                .param("version", run.datasetVersion())
                .param("newRecords", run.newRecords())
                .param("step", run.step().name())
                .param("state", run.state().name())
                .param("events", json.writeValueAsString(run.events()))
                .param("createdAt", Timestamp.from(run.createdAt()))
                .update();
    }

    /// Returns the open run of an enabled plan to work on next, and reserves it until a later time.
    Optional<Work> takeRun(Instant until) {
        return jdbc.sql("""
                        update training_run r set next_at = :until, revision = r.revision + 1
                        from (select o.id from training_run o join training_plan p on p.name = o.plan
                              where o.ended_at is null and o.next_at <= :now and (p.plan ->> 'enabled')::boolean
                              order by o.next_at limit 1 for update of o skip locked) due
                        where r.id = due.id returning r.*
                        """)
                .param("until", Timestamp.from(until))
                .param("now", now())
                .query((row, _) -> work(row))
                .optional();
    }

    /// Stores a run as it is now.
    ///
    /// @param next when to work on it again
    /// @throws LostRunException if it has changed elsewhere
    Work save(Work before, TrainingRun run, int attempts, int repeats, Instant next) {
        int rows = jdbc.sql("""
                        update training_run set step = :step, state = :state, job_id = :job, result = :result,
                            gates = cast(:gates as jsonb), approval_id = :approval, reason = :reason,
                            attempts = :attempts, repeats = :repeats, events = cast(:events as jsonb),
                            revision = revision + 1, next_at = :next, ended_at = :ended
                        where id = :id and revision = :revision
                        """)
                .param("step", run.step().name())
                .param("state", run.state().name())
                .param("job", run.products().job())
                .param("result", run.products().version())
                .param("gates", json.writeValueAsString(run.products().gates()))
                .param("approval", run.products().approval())
                .param("reason", run.reason())
                .param("attempts", attempts)
                .param("repeats", repeats)
                .param("events", json.writeValueAsString(run.events()))
                .param("next", Timestamp.from(next))
                .param("ended", run.endedAt() == null ? null : Timestamp.from(run.endedAt()))
                .param("id", run.id())
                .param("revision", before.revision())
                .update();
        if (rows != 1) {
            throw new LostRunException();
        }
        return new Work(run, before.plan(), attempts, repeats, before.revision() + 1);
    }

    private Work work(ResultSet row) throws SQLException {
        TrainingRun run = run(row);
        return new Work(
                run,
                jdbc.sql("select * from training_plan where name = ?")
                        .param(run.plan())
                        .query((found, _) -> plan(found))
                        .single(),
                row.getInt("attempts"),
                row.getInt("repeats"),
                row.getLong("revision"));
    }

    private ActivePlan plan(ResultSet row) throws SQLException {
        return new ActivePlan(
                row.getString("name"),
                row.getString("team"),
                new Terms(
                        json.readValue(row.getString("plan"), TrainingPlanDocument.class),
                        row.getBytes("secret"),
                        json.readValue(row.getString("author"), Author.class)),
                row.getObject("passed_over", Integer.class));
    }

    private TrainingRun run(ResultSet row) throws SQLException {
        return new TrainingRun(
                row.getObject("id", UUID.class),
                row.getString("plan"),
                row.getString("team"),
                row.getString("dataset"),
                row.getLong("new_records"),
                Step.valueOf(row.getString("step")),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                new Products(
                        row.getObject("job_id", UUID.class),
                        row.getObject("result", Integer.class),
                        json.readValue(row.getString("gates"), GATES),
                        row.getObject("approval_id", UUID.class)),
                json.readValue(row.getString("events"), EVENTS),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
