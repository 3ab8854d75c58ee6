package io.plumbline.registry.finetuning;

import io.plumbline.registry.asset.Author;
import io.plumbline.registry.finetuning.FineTuningJob.Progress;
import io.plumbline.registry.finetuning.FineTuningJob.State;
import io.plumbline.registry.finetuning.FineTuningJob.Times;
import io.plumbline.registry.finetuning.FineTuningJob.Work;
import io.plumbline.registry.finetuning.watch.TrainingFinding;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of jobs.
@Repository
class JobStore {

    private static final TypeReference<List<TrainingFinding>> FINDINGS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    JobStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// Another replica works on the job, or it has ended.
    static final class LostJobException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LostJobException() {
            super("another replica works on the job, or it has ended", null, false, false);
        }
    }

    void insert(FineTuningJob job, byte @Nullable [] secret) {
        jdbc.sql("""
                        insert into fine_tuning_job (id, team, base, training_data, validation_data, target_model, terms,
                            secret, state, failures, findings, revision, created_at, updated_at, created_by_type,
                            created_by_id)
                        values (:id, :team, :base, :training, :validation, :model, cast(:terms as jsonb), :secret, 'QUEUED', 0,
                            '[]', 0, :now, :now, :actorType, :actor)
                        """)
                .param("id", job.id())
                .param("team", job.team())
                .param("base", job.base())
                .param("training", job.trainingData())
                .param("validation", job.validationData())
                .param("model", job.model())
                .param("terms", json.writeValueAsString(job.terms()))
                .param("secret", secret)
                .param("now", Timestamp.from(job.times().createdAt()))
                .param("actorType", job.createdBy().type().name())
                .param("actor", job.createdBy().id())
                .update();
    }

    Optional<FineTuningJob> find(UUID id) {
        return jdbc.sql("select * from fine_tuning_job where id = ?")
                .param(id)
                .query(this::job)
                .optional();
    }

    /// Newest first.
    ///
    /// @param teams those whose jobs are returned; null for all
    /// @param model of the result; null for all
    List<FineTuningJob> page(String @Nullable [] teams, @Nullable String model, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from fine_tuning_job
                        where (cast(:teams as text[]) is null or team = any(cast(:teams as text[])))
                            and (cast(:model as text) is null or target_model = :model)
                            and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit
                        """)
                .param("teams", teams)
                .param("model", model)
                .param("before", before)
                .param("limit", limit)
                .query(this::job)
                .list();
    }

    /// Returns the number of jobs of a team that have not ended.
    int open(String team) {
        return jdbc.sql("select count(*) from fine_tuning_job where team = ? and ended_at is null")
                .param(team)
                .query(Integer.class)
                .single();
    }

    /// Returns a job that has not ended.
    Optional<Work> work(UUID id) {
        return jdbc.sql("select * from fine_tuning_job where id = ? and ended_at is null")
                .param(id)
                .query(this::readWork)
                .optional();
    }

    /// Returns a job that has not ended, locked until the transaction ends.
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<FineTuningJob> lock(UUID id) {
        return jdbc.sql("select * from fine_tuning_job where id = ? and ended_at is null for update")
                .param(id)
                .query(this::job)
                .optional();
    }

    /// Returns open jobs that have not changed since a time.
    List<UUID> idle(Instant since) {
        return jdbc.sql("select id from fine_tuning_job where ended_at is null and updated_at < ?")
                .param(Timestamp.from(since))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    Optional<byte[]> secret(UUID id) {
        return jdbc.sql("select secret from fine_tuning_job where id = ? and secret is not null")
                .param(id)
                .query(byte[].class)
                .optional();
    }

    /// Whether an open job is to stop, or has ended.
    boolean isStopping(UUID id) {
        return jdbc.sql("select count(*) from fine_tuning_job where id = ? and ended_at is null and stop is null")
                        .param(id)
                        .query(Integer.class)
                        .single()
                == 0;
    }

    /// Stores what an executor knows, after a success.
    ///
    /// @return the work with its new revision
    /// @throws LostJobException if it has changed elsewhere
    Work save(Work work, @Nullable String remote) {
        write(work, remote, 0, null);
        return new Work(work.job(), remote, 0, work.revision() + 1);
    }

    /// Counts a failed attempt.
    ///
    /// @throws LostJobException if it has changed elsewhere
    void fail(Work work, String reason) {
        write(work, work.remote(), work.failures() + 1, reason);
    }

    private void write(Work work, @Nullable String remote, int failures, @Nullable String reason) {
        int rows = jdbc.sql("""
                        update fine_tuning_job set remote = cast(:remote as jsonb), failures = :failures, reason = :reason,
                            revision = revision + 1, updated_at = :now
                        where id = :id and revision = :revision and ended_at is null
                        """)
                .param("remote", remote)
                .param("failures", failures)
                .param("reason", reason)
                .param("now", now())
                .param("id", work.job().id())
                .param("revision", work.revision())
                .update();
        if (rows == 0) {
            throw new LostJobException();
        }
    }

    /// Stores the result that an executor reported, which its worker reads.
    void report(UUID id, String remote) {
        jdbc.sql("""
                        update fine_tuning_job set remote = cast(? as jsonb), revision = revision + 1, updated_at = ?
                        where id = ? and ended_at is null
                        """).params(remote, now(), id).update();
    }

    /// Marks the beginning of the training.
    void start(UUID id) {
        jdbc.sql("""
                        update fine_tuning_job set state = 'RUNNING', started_at = coalesce(started_at, ?), updated_at = ?
                        where id = ? and state = 'QUEUED'
                        """).params(now(), now(), id).update();
    }

    /// Stores what figures led to.
    void watched(UUID id, List<TrainingFinding> findings, @Nullable Long tokens, @Nullable BigDecimal cost) {
        jdbc.sql("""
                        update fine_tuning_job set findings = cast(:findings as jsonb), tokens = coalesce(:tokens, tokens),
                            cost_usd = coalesce(:cost, cost_usd), updated_at = :now
                        where id = :id
                        """)
                .param("findings", json.writeValueAsString(findings))
                .param("tokens", tokens)
                .param("cost", cost)
                .param("now", now())
                .param("id", id)
                .update();
    }

    /// Asks an open job to stop; returns false if it already is to stop, or has ended.
    boolean stop(UUID id, String reason) {
        return jdbc.sql("""
                        update fine_tuning_job set stop = ?, updated_at = ? where id = ? and stop is null and ended_at is null
                        """).params(reason, now(), id).update() == 1;
    }

    /// Ends a job and deletes its secret.
    void end(UUID id, State state, @Nullable String reason, @Nullable Integer version) {
        jdbc.sql("""
                        update fine_tuning_job set state = :state, reason = :reason, result_version = :version, secret = null,
                            revision = revision + 1, updated_at = :now, ended_at = :now
                        where id = :id and ended_at is null
                        """)
                .param("state", state.name())
                .param("reason", reason)
                .param("version", version)
                .param("now", now())
                .param("id", id)
                .update();
    }

    private Work readWork(ResultSet row, int number) throws SQLException {
        return new Work(job(row, number), row.getString("remote"), row.getInt("failures"), row.getLong("revision"));
    }

    private FineTuningJob job(ResultSet row, int number) throws SQLException {
        return new FineTuningJob(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getString("base"),
                row.getString("training_data"),
                row.getString("validation_data"),
                json.readValue(row.getString("terms"), JobTerms.class),
                new Progress(
                        State.valueOf(row.getString("state")),
                        row.getString("stop"),
                        row.getString("reason"),
                        row.getObject("tokens", Long.class),
                        row.getBigDecimal("cost_usd"),
                        row.getObject("result_version", Integer.class),
                        json.readValue(row.getString("findings"), FINDINGS)),
                new Times(
                        row.getTimestamp("created_at").toInstant(),
                        instant(row, "started_at"),
                        row.getTimestamp("updated_at").toInstant(),
                        instant(row, "ended_at")),
                Author.of(row.getString("created_by_type"), row.getString("created_by_id")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
