package io.plumbline.monitoring.drift;

import io.plumbline.monitoring.drift.statistics.PlanarProjection;
import io.plumbline.monitoring.waiting.WaitingWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Stores the progress of baselines, their vectors, and the results. Vectors are signed bytes, without any text.
@Repository
class DriftStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final float SCALE = 127;

    private final JdbcClient jdbc;
    private final WaitingWork.Check waiting;

    DriftStore(JdbcClient jdbc, WaitingWork work) {
        this.jdbc = jdbc;
        this.waiting = work.check("exists (select from baseline where next_evaluation_at <= :now)");
    }

    /// Whether a baseline may be due; see [WaitingWork].
    boolean hasWork() {
        return waiting.isThere();
    }

    /// A baseline to evaluate.
    ///
    /// @param state null for a new one
    record Due(
            String name,
            String team,
            DriftPlan plan,
            Instant updatedAt,
            @Nullable DriftState state) {}

    /// The vector of a call.
    record Sample(Candidate call, float[] vector) {}

    /// A call whose text may be compared, or a record of a dataset.
    ///
    /// @param at when the text arose
    /// @param subject pseudonym; null for none
    record Candidate(UUID call, Instant at, @Nullable String subject) {}

    /// The position of a result in lists.
    record Place(Instant at, UUID id) {}

    /// Returns the baseline to evaluate next, locked; skips locked ones.
    Optional<Due> due(Instant now) {
        return jdbc.sql("""
                        select name, team, plan, updated_at, state from baseline where next_evaluation_at <= ?
                        order by next_evaluation_at limit 1 for update skip locked
                        """)
                .param(Timestamp.from(now))
                .query((row, _) -> new Due(
                        row.getString("name"),
                        row.getString("team"),
                        JSON.readValue(row.getString("plan"), DriftPlan.class),
                        row.getTimestamp("updated_at").toInstant(),
                        state(row.getString("state"))))
                .optional();
    }

    void evaluated(String name, DriftState state, long unread, Instant next) {
        jdbc.sql("""
                        update baseline set state = cast(:state as jsonb), unread = unread + :unread,
                            next_evaluation_at = :next
                        where name = :name
                        """)
                .param("name", name)
                .param("state", JSON.writeValueAsString(state))
                .param("unread", unread)
                .param("next", Timestamp.from(next))
                .update();
    }

    /// Evaluates a baseline later, without a change of its state.
    void postpone(String name, Instant next) {
        jdbc.sql("update baseline set next_evaluation_at = ? where name = ?")
                .params(Timestamp.from(next), name)
                .update();
    }

    /// Forgets the vectors of a baseline.
    void forget(String name) {
        jdbc.sql("delete from drift_sample where baseline = ?").param(name).update();
    }

    /// Forgets the vectors and the progress of a baseline. Its results remain.
    void restart(String name) {
        forget(name);
        jdbc.sql("update baseline set state = null, unread = 0, next_evaluation_at = '-infinity' where name = ?")
                .param(name)
                .update();
    }

    void add(Due baseline, Sample sample, boolean reference) {
        jdbc.sql("""
                        insert into drift_sample (baseline, call_id, team, at, subject, reference, vector)
                        values (:baseline, :call, :team, :at, :subject, :reference, :vector) on conflict do nothing
                        """)
                .param("baseline", baseline.name())
                .param("call", sample.call().call())
                .param("team", baseline.team())
                .param("at", Timestamp.from(sample.call().at()))
                .param("subject", sample.call().subject())
                .param("reference", reference)
                .param("vector", bytes(sample.vector()))
                .update();
    }

    List<Sample> samples(String baseline, boolean reference) {
        return jdbc.sql("""
                        select call_id, at, subject, vector from drift_sample where baseline = ? and reference = ?
                        order by at, call_id
                        """)
                .params(baseline, reference)
                .query((row, _) -> new Sample(
                        new Candidate(
                                row.getObject(1, UUID.class),
                                row.getTimestamp(2).toInstant(),
                                row.getString(3)),
                        vector(row.getBytes(4))))
                .list();
    }

    int count(String baseline, boolean reference) {
        return jdbc.sql("select count(*) from drift_sample where baseline = ? and reference = ?")
                .params(baseline, reference)
                .query(Integer.class)
                .single();
    }

    /// Deletes the vectors of people who were erased after their calls.
    void forgetErased(String baseline) {
        jdbc.sql("""
                        delete from drift_sample s
                        where baseline = ? and exists (
                            select from audit.erasure e
                            where e.subject = s.subject and audit.first_id(e.erased_at) > s.call_id)
                        """).param(baseline).update();
    }

    void forgetWindow(String baseline) {
        jdbc.sql("delete from drift_sample where baseline = ? and not reference")
                .param(baseline)
                .update();
    }

    void store(DriftResult result, PlanarProjection projection, Instant now) {
        jdbc.sql("""
                        insert into drift_result (id, team, baseline, route, at, result, projection)
                        values (:id, :team, :baseline, :route, :at, cast(:result as jsonb),
                                cast(:projection as jsonb))
                        """)
                .param("id", result.id())
                .param("team", result.team())
                .param("baseline", result.baseline())
                .param("route", result.route())
                .param("at", Timestamp.from(now))
                .param("result", JSON.writeValueAsString(result))
                .param("projection", JSON.writeValueAsString(projection))
                .update();
    }

    /// Returns the points of a comparison; empty for comparisons that were stored without them.
    @Transactional(readOnly = true)
    public Optional<PlanarProjection> projection(UUID id) {
        return jdbc.sql("select projection from drift_result where id = ? and projection is not null")
                .param(id)
                .query((row, _) -> JSON.readValue(row.getString(1), PlanarProjection.class))
                .optional();
    }

    /// Newest first.
    @Transactional(readOnly = true)
    public List<DriftResult> results(
            @Nullable String baseline, @Nullable String route, @Nullable Place after, int limit) {
        return jdbc.sql("""
                        select result from drift_result
                        where (cast(:baseline as text) is null or baseline = :baseline)
                          and (cast(:route as text) is null or route = :route)
                          and (cast(:afterId as uuid) is null
                               or (at, id) < (cast(:afterAt as timestamptz), cast(:afterId as uuid)))
                        order by at desc, id desc limit :limit
                        """)
                .param("baseline", baseline)
                .param("route", route)
                .param("afterAt", after == null ? null : Timestamp.from(after.at()))
                .param("afterId", after == null ? null : after.id())
                .param("limit", limit)
                .query((row, _) -> result(row))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<DriftResult> result(UUID id) {
        return jdbc.sql("select result from drift_result where id = ?")
                .param(id)
                .query((row, _) -> result(row))
                .optional();
    }

    /// Returns the newest result of each of these baselines that has any.
    @Transactional(readOnly = true)
    public Map<String, DriftResult> newest(Collection<String> baselines) {
        return jdbc.sql("""
                        select distinct on (baseline) baseline, result from drift_result
                        where baseline = any (cast(? as text[])) order by baseline, at desc, id desc
                        """).param(baselines.toArray(String[]::new)).query((row, _) -> result(row)).list().stream()
                .collect(Collectors.toMap(DriftResult::baseline, result -> result));
    }

    @Transactional(readOnly = true)
    public Map<String, DriftResponse.DriftProgress> progress(Collection<String> baselines) {
        return jdbc
                .sql("""
                        select name, plan, state, unread,
                               count(*) filter (where reference) as reference,
                               count(*) filter (where not reference) as window_calls
                        from baseline b left join drift_sample s on s.baseline = b.name
                        where name = any (cast(? as text[])) group by name
                        """)
                .param(baselines.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString("name"), progressOf(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static DriftResponse.DriftProgress progressOf(ResultSet row) throws SQLException {
        DriftState state = state(row.getString("state"));
        ServedVersions.Compared versions = state == null ? null : state.versions();
        return new DriftResponse.DriftProgress(
                stateOf(state),
                row.getInt("reference"),
                row.getInt("window_calls"),
                row.getLong("unread"),
                state == null ? null : state.encoder(),
                versions == null ? null : versions.pair());
    }

    private static DriftResponse.DriftProgress.State stateOf(@Nullable DriftState state) {
        if (state == null) {
            return DriftResponse.DriftProgress.State.COLLECTING;
        }
        if (state.encoderChanged()) {
            return DriftResponse.DriftProgress.State.REBUILD_NEEDED;
        }
        ServedVersions.Compared versions = state.versions();
        if (versions != null && versions.previous() == null) {
            return DriftResponse.DriftProgress.State.NO_PREVIOUS_VERSION;
        }
        return state.windowSince() == null
                ? DriftResponse.DriftProgress.State.COLLECTING
                : DriftResponse.DriftProgress.State.COMPARING;
    }

    private static @Nullable DriftState state(@Nullable String json) {
        return json == null ? null : JSON.readValue(json, DriftState.class);
    }

    private static DriftResult result(ResultSet row) throws SQLException {
        return JSON.readValue(row.getString("result"), DriftResult.class);
    }

    private static byte[] bytes(float[] vector) {
        byte[] bytes = new byte[vector.length];
        for (int k = 0; k < vector.length; k++) {
            bytes[k] = (byte) Math.clamp(Math.round(vector[k] * SCALE), -127, 127);
        }
        return bytes;
    }

    /// Returns the vector, of length 1 again.
    private static float[] vector(byte[] bytes) {
        float[] vector = new float[bytes.length];
        double square = 0;
        for (int k = 0; k < bytes.length; k++) {
            vector[k] = bytes[k];
            square += (double) bytes[k] * bytes[k];
        }
        float length = (float) Math.sqrt(square);
        for (int k = 0; k < bytes.length && length > 0; k++) {
            vector[k] /= length;
        }
        return vector;
    }
}
