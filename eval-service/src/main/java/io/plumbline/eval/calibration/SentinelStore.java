package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.calibration.report.SentinelDrift;
import io.plumbline.eval.calibration.report.SentinelMaterial;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores the texts of sentinels, and finds calibrations that are due for a check.
@Component
final class SentinelStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SentinelStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// A calibration due for a sentinel check.
    ///
    /// @param digest digest of the calibrated judge
    record Due(UUID calibration, String team, String judge, String digest) {}

    /// Stores the texts of items that have any.
    void insert(UUID calibration, String team, List<LabelledItem> items) {
        for (LabelledItem item : items) {
            if (item.material() != null) {
                jdbc.sql(
                                "insert into judge_sentinel (calibration_id, id, team, material) values (?, ?, ?, cast(? as jsonb))")
                        .params(calibration, String.valueOf(item.id()), team, json.writeValueAsString(item.material()))
                        .update();
            }
        }
    }

    /// Returns id → what the judge sees.
    Map<String, SentinelMaterial> of(UUID calibration) {
        return jdbc
                .sql("select id, material from judge_sentinel where calibration_id = ? order by id")
                .param(calibration)
                .query((row, _) ->
                        Map.entry(row.getString(1), json.readValue(row.getString(2), SentinelMaterial.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Returns calibrations due for a check that decisions may use: for the unchanged judge and each judged model, the
    /// newest confirmed one and the newest of all. Drifted ones are left to people: checked until the result is
    /// good, any judge would pass.
    ///
    /// @param madeAfter older ones are no longer valid
    /// @param lookedBefore ones checked later are not due
    List<Due> due(Instant madeAfter, Instant lookedBefore, int most) {
        return jdbc.sql("""
                        select c.id, c.team, c.judge, c.judge_digest
                        from judge_calibration c join judge j on j.name = c.judge and j.digest = c.judge_digest
                        where c.created_at > :madeAfter
                            and greatest(c.created_at, c.looked_at) <= :lookedBefore
                            and not coalesce((c.drift ->> 'drifted')::boolean, false)
                            and (select count(*) from judge_sentinel s where s.calibration_id = c.id) >= :fewest
                            and not exists (select from judge_calibration n
                                where n.team = c.team and n.judge_digest = c.judge_digest
                                    and n.judged_model = c.judged_model and n.id > c.id
                                    and (n.confirmation = 'CONFIRMED' or c.confirmation <> 'CONFIRMED'))
                        order by greatest(c.created_at, c.looked_at) limit :most
                        """)
                .param("madeAfter", Timestamp.from(madeAfter))
                .param("lookedBefore", Timestamp.from(lookedBefore))
                .param("fewest", SentinelDrift.FEWEST)
                .param("most", most)
                .query((row, _) ->
                        new Due(row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }

    void lookedAt(UUID calibration, Instant now) {
        jdbc.sql("update judge_calibration set looked_at = ? where id = ?")
                .params(Timestamp.from(now), calibration)
                .update();
    }
}
