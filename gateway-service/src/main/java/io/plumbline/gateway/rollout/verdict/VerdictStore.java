package io.plumbline.gateway.rollout.verdict;

import io.plumbline.audit.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores the newest thousand verdicts of each rollout. Verdicts that changed something are also in the audit
/// log.
@Component
public class VerdictStore {

    private static final String COLUMNS = "id, step, verdict, reason, judged_at, evidence::text as evidence";
    private static final int KEPT = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final UuidV7 ids;

    VerdictStore(JdbcClient jdbc, UuidV7 ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /// Stores the decision's verdict, if it has one, in the current transaction.
    public void keep(UUID rollout, String team, Decision decision, Instant now) {
        Decision.Judgement judged = decision.judged();
        if (judged != null) {
            jdbc.sql("""
                            insert into rollout_verdict
                                (id, team, rollout_id, step, verdict, reason, evidence, judged_at)
                            values (?, ?, ?, ?, ?, ?, ?::jsonb, ?)""")
                    .param(ids.next())
                    .param(team)
                    .param(rollout)
                    .param(judged.step())
                    .param(judged.verdict().name())
                    .param(decision.reason())
                    .param(JSON.writeValueAsString(judged.evidence()))
                    .param(OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                    .update();
            jdbc.sql("""
                            delete from rollout_verdict
                            where rollout_id = :rollout and id < (
                                select id from rollout_verdict
                                where rollout_id = :rollout
                                order by id desc
                                offset :kept limit 1)""").param("rollout", rollout).param("kept", KEPT - 1).update();
        }
    }

    /// Returns verdicts, newest first.
    public List<VerdictResponse> before(UUID rollout, UUID before, int limit) {
        return jdbc.sql("select " + COLUMNS
                        + " from rollout_verdict where rollout_id = ? and id < ? order by id desc limit ?")
                .params(rollout, before, limit)
                .query((row, _) -> verdict(row))
                .list();
    }

    /// Returns the newest verdict of each of these rollouts that has one.
    public Map<UUID, VerdictResponse> newest(List<UUID> rollouts) {
        Map<UUID, VerdictResponse> newest = new HashMap<>();
        if (!rollouts.isEmpty()) {
            jdbc.sql("""
                            select verdict.rollout_id, %s
                            from unnest(cast(:rollouts as uuid[])) wanted,
                                lateral (
                                    select * from rollout_verdict
                                    where rollout_id = wanted
                                    order by id desc
                                    limit 1) verdict""".formatted(COLUMNS))
                    .param("rollouts", rollouts.toArray(UUID[]::new))
                    .query(row -> {
                        newest.put(row.getObject("rollout_id", UUID.class), verdict(row));
                    });
        }
        return newest;
    }

    private static VerdictResponse verdict(ResultSet row) throws SQLException {
        return new VerdictResponse(
                row.getObject("id", UUID.class),
                row.getInt("step"),
                StepVerdict.valueOf(row.getString("verdict")),
                row.getString("reason"),
                row.getObject("judged_at", OffsetDateTime.class).toInstant(),
                JSON.readTree(row.getString("evidence")));
    }
}
