package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.report.CalibrationReport;
import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.calibration.report.SentinelDrift;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Stores the calibrations of the caller's teams.
@Component
final class CalibrationStore {

    private static final TypeReference<List<LabelledItem>> ITEMS = new TypeReference<>() {};

    /// All columns except the items.
    private static final String HEAD = """
            id, team, judge, judge_digest, rubric, judged_model, '[]' as items, report, drift, created_at, author, source,
                labels_digest, verified, confirmation, approval_id, decided_by, decided_at,
                served_configuration
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CalibrationStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(JudgeCalibration calibration) {
        LabelOrigin origin = calibration.origin();
        jdbc.sql("""
                        insert into judge_calibration (id, team, judge, judge_digest, rubric, judged_model, items, report,
                            created_at, author, source, labels_digest, verified, served_configuration)
                        values (:id, :team, :judge, :digest, :rubric, :model, cast(:items as jsonb),
                            cast(:report as jsonb), :at, :author, :source, :labels, :verified, :served)
                        """)
                .param("id", calibration.id())
                .param("team", calibration.team())
                .param("judge", calibration.judge())
                .param("digest", calibration.judgeDigest())
                .param("rubric", calibration.rubric())
                .param("model", calibration.judgedModel())
                .param("items", json.writeValueAsString(calibration.items()))
                .param("report", json.writeValueAsString(calibration.report()))
                .param("at", Timestamp.from(calibration.createdAt()))
                .param("author", origin.author())
                .param("source", origin.source().name())
                .param("labels", origin.labelsDigest())
                .param("verified", origin.verified())
                .param("served", calibration.servedConfiguration())
                .update();
    }

    Optional<JudgeCalibration> find(String judge, UUID id) {
        return jdbc.sql("select * from judge_calibration where judge = ? and id = ?")
                .params(judge, id)
                .query(this::calibration)
                .optional();
    }

    /// Returns the newest first, without their items.
    List<JudgeCalibration> newest(String judge, @Nullable String judgedModel, @Nullable UUID before, int limit) {
        return jdbc.sql("select " + HEAD + """
                        from judge_calibration
                        where judge = :judge and (cast(:model as text) is null or judged_model = :model)
                            and (cast(:before as uuid) is null or id < :before)
                        order by id desc limit :limit
                        """)
                .param("judge", judge)
                .param("model", judgedModel)
                .param("before", before)
                .param("limit", limit)
                .query(this::calibration)
                .list();
    }

    /// Returns for each judge and judged model the newest confirmed calibration, or else the newest; without
    /// their items.
    List<JudgeCalibration> newestOfEachModel(Set<String> judges) {
        return jdbc.sql("select distinct on (judge, judged_model) " + HEAD + """
                        from judge_calibration where judge = any(?)
                        order by judge, judged_model, (confirmation = 'CONFIRMED') desc, id desc
                        """)
                .param(judges.toArray(String[]::new))
                .query(this::calibration)
                .list();
    }

    /// Returns the newest confirmed calibration of a judge, or else the newest, by the judge's digest regardless
    /// of its name.
    Optional<JudgeCalibration> newestOf(String team, String digest, String judgedModel) {
        return jdbc.sql("""
                        select * from judge_calibration
                        where team = ? and judge_digest = ? and judged_model = ?
                        order by (confirmation = 'CONFIRMED') desc, id desc limit 1
                        """)
                .params(team, digest, judgedModel)
                .query(this::calibration)
                .optional();
    }

    /// Returns those awaiting a second person's decision; without their items.
    List<JudgeCalibration> pending(String team, int limit) {
        return jdbc.sql("select " + HEAD + """
                        from judge_calibration where team = ? and confirmation = 'PENDING' order by id limit ?
                        """)
                .params(team, limit)
                .query(this::calibration)
                .list();
    }

    int countPending(String team) {
        return jdbc.sql("select count(*) from judge_calibration where team = ? and confirmation = 'PENDING'")
                .param(team)
                .query(Integer.class)
                .single();
    }

    /// Records that a second person was asked; returns false if already recorded.
    boolean request(UUID id, UUID approval) {
        return jdbc.sql("""
                        update judge_calibration set confirmation = 'PENDING', approval_id = ?, decided_at = null
                        where id = ? and confirmation in ('NONE', 'EXPIRED')
                        """).params(approval, id).update() == 1;
    }

    /// Records a decision; returns false if already recorded.
    boolean decide(UUID id, CalibrationConfirmation.State state, List<String> decidedBy, Instant decidedAt) {
        return jdbc.sql("""
                        update judge_calibration set confirmation = ?, decided_by = cast(? as jsonb), decided_at = ?
                        where id = ? and confirmation = 'PENDING'
                        """)
                        .params(state.name(), json.writeValueAsString(decidedBy), Timestamp.from(decidedAt), id)
                        .update()
                == 1;
    }

    void setDrift(UUID id, SentinelDrift drift) {
        jdbc.sql("update judge_calibration set drift = cast(? as jsonb) where id = ?")
                .params(json.writeValueAsString(drift), id)
                .update();
    }

    private JudgeCalibration calibration(ResultSet row, int number) throws SQLException {
        String drift = row.getString("drift");
        Timestamp decided = row.getTimestamp("decided_at");
        return new JudgeCalibration(
                row.getObject("id", UUID.class),
                row.getString("team"),
                new JudgeCalibration.CalibratedJudge(
                        row.getString("judge"),
                        row.getString("judge_digest"),
                        row.getString("rubric"),
                        row.getString("judged_model"),
                        row.getString("served_configuration")),
                json.readValue(row.getString("items"), ITEMS),
                json.readValue(row.getString("report"), CalibrationReport.class),
                new LabelOrigin(
                        row.getString("author"),
                        LabelOrigin.Source.valueOf(row.getString("source")),
                        row.getString("labels_digest"),
                        row.getInt("verified")),
                new CalibrationConfirmation(
                        CalibrationConfirmation.State.valueOf(row.getString("confirmation")),
                        row.getObject("approval_id", UUID.class),
                        List.of(json.readValue(row.getString("decided_by"), String[].class)),
                        decided == null ? null : decided.toInstant()),
                drift == null ? null : json.readValue(drift, SentinelDrift.class),
                row.getTimestamp("created_at").toInstant());
    }
}
