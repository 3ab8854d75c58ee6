package io.plumbline.registry.finetuning;

import io.plumbline.audit.UuidV7;
import io.plumbline.registry.finetuning.watch.MetricPoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The figures and events of jobs.
@Repository
class ProgressStore {

    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final int MAX_EVENTS = 2_000;
    private static final int MAX_MESSAGE = 1_000;

    private final JdbcClient jdbc;
    private final UuidV7 ids;
    private final Clock clock;

    ProgressStore(JdbcClient jdbc, UuidV7 ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /// Stores a point; returns false if its step is stored already.
    boolean add(FineTuningJob job, MetricPoint point) {
        return jdbc.sql("""
                        insert into fine_tuning_metric (job_id, team, step, loss, eval_loss, learning_rate, gradient_norm,
                            tokens, canary_exposure, non_finite, at)
                        values (:job, :team, :step, :loss, :evalLoss, :rate, :gradient, :tokens, :exposure, :broken, :at)
                        on conflict (job_id, step) do nothing
                        """)
                        .param("job", job.id())
                        .param("team", job.team())
                        .param("step", point.step())
                        .param("loss", point.loss())
                        .param("evalLoss", point.evalLoss())
                        .param("rate", point.learningRate())
                        .param("gradient", point.gradientNorm())
                        .param("tokens", point.tokens())
                        .param("exposure", point.canaryExposure())
                        .param("broken", Boolean.TRUE.equals(point.nonFinite()))
                        .param("at", Timestamp.from(at(point)))
                        .update()
                == 1;
    }

    private Instant at(MetricPoint point) {
        Instant now = clock.instant();
        Instant at = Objects.requireNonNullElse(point.at(), now);
        return at.isBefore(EARLIEST) || at.isAfter(now) ? now : at;
    }

    /// Returns the number of points of a job.
    int points(UUID job) {
        return jdbc.sql("select count(*) from fine_tuning_metric where job_id = ?")
                .param(job)
                .query(Integer.class)
                .single();
    }

    /// Returns the points from a number before a step up to another one, by step.
    List<MetricPoint> around(UUID job, int first, int last, int before) {
        return jdbc.sql("""
                        select * from fine_tuning_metric where job_id = :job and step <= :last and step >= coalesce((
                            select min(step) from (
                                select step from fine_tuning_metric where job_id = :job and step < :first
                                order by step desc limit :before) earlier), :first)
                        order by step
                        """)
                .param("job", job)
                .param("first", first)
                .param("last", last)
                .param("before", before)
                .query(ProgressStore::point)
                .list();
    }

    /// By step.
    List<MetricPoint> points(UUID job, int after, int limit) {
        return jdbc.sql("select * from fine_tuning_metric where job_id = ? and step > ? order by step limit ?")
                .params(job, after, limit)
                .query(ProgressStore::point)
                .list();
    }

    /// Stores an event. A job keeps its first 2,000.
    void event(FineTuningJob job, String message) {
        jdbc.sql("""
                        insert into fine_tuning_event (id, job_id, team, message, at)
                        select :id, :job, :team, :message, :now
                        where (select count(*) from fine_tuning_event where job_id = :job) < :most
                        """)
                .param("id", ids.next())
                .param("job", job.id())
                .param("team", job.team())
                .param("message", message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE))
                .param("now", Timestamp.from(clock.instant()))
                .param("most", MAX_EVENTS)
                .update();
    }

    /// Newest first.
    List<FineTuningEvent> events(UUID job, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from fine_tuning_event
                        where job_id = :job and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit
                        """)
                .param("job", job)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> new FineTuningEvent(
                        row.getObject("id", UUID.class),
                        row.getString("message"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    private static MetricPoint point(ResultSet row, int number) throws SQLException {
        Instant at = row.getTimestamp("at").toInstant();
        return new MetricPoint(
                row.getInt("step"),
                row.getObject("loss", Double.class),
                row.getObject("eval_loss", Double.class),
                row.getObject("learning_rate", Double.class),
                row.getObject("gradient_norm", Double.class),
                row.getObject("tokens", Long.class),
                row.getObject("canary_exposure", Double.class),
                row.getBoolean("non_finite") ? Boolean.TRUE : null,
                at);
    }
}
