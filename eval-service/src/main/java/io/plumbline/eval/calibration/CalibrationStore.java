package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.CalibrationRequests.LabelledItem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The calibrations of the teams that the caller sees.
final class CalibrationStore {

    private static final TypeReference<List<LabelledItem>> ITEMS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CalibrationStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(Calibration calibration) {
        jdbc.sql("""
                        insert into judge_calibration (id, team, judge, judge_digest, rubric, judged_model, items, report,
                            created_at, served_configuration)
                        values (?, ?, ?, ?, ?, ?, cast(? as jsonb), cast(? as jsonb), ?, ?)
                        """)
                .params(
                        calibration.id(),
                        calibration.team(),
                        calibration.judge(),
                        calibration.judgeDigest(),
                        calibration.rubric(),
                        calibration.judgedModel(),
                        json.writeValueAsString(calibration.items()),
                        json.writeValueAsString(calibration.report()),
                        Timestamp.from(calibration.createdAt()),
                        calibration.servedConfiguration())
                .update();
    }

    Optional<Calibration> find(String judge, UUID id) {
        return jdbc.sql("select * from judge_calibration where judge = ? and id = ?")
                .params(judge, id)
                .query(this::calibration)
                .optional();
    }

    /// Newest first, without their items.
    List<Calibration> newest(String judge, @Nullable String judgedModel, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select id, team, judge, judge_digest, rubric, judged_model, '[]' as items, report, drift, created_at,
                            served_configuration
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

    /// The newest of each judge and judged model, without their items.
    List<Calibration> newestOfEachModel(Set<String> judges) {
        return jdbc.sql("""
                        select distinct on (judge, judged_model) id, team, judge, judge_digest, rubric, judged_model,
                            '[]' as items, report, drift, created_at, served_configuration
                        from judge_calibration where judge = any(?) order by judge, judged_model, id desc
                        """)
                .param(judges.toArray(String[]::new))
                .query(this::calibration)
                .list();
    }

    /// The newest of a judge by its digest, whatever the judge is called.
    Optional<Calibration> newestOf(String team, String digest, String judgedModel) {
        return jdbc.sql("""
                        select * from judge_calibration
                        where team = ? and judge_digest = ? and judged_model = ? order by id desc limit 1
                        """)
                .params(team, digest, judgedModel)
                .query(this::calibration)
                .optional();
    }

    void setDrift(UUID id, SentinelDrift drift) {
        jdbc.sql("update judge_calibration set drift = cast(? as jsonb) where id = ?")
                .params(json.writeValueAsString(drift), id)
                .update();
    }

    private Calibration calibration(ResultSet row, int number) throws SQLException {
        String drift = row.getString("drift");
        return new Calibration(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getString("judge"),
                row.getString("judge_digest"),
                row.getString("rubric"),
                row.getString("judged_model"),
                json.readValue(row.getString("items"), ITEMS),
                json.readValue(row.getString("report"), CalibrationReport.class),
                drift == null ? null : json.readValue(drift, SentinelDrift.class),
                row.getTimestamp("created_at").toInstant(),
                row.getString("served_configuration"));
    }
}
