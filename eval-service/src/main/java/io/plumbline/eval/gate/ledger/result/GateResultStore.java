package io.plumbline.eval.gate.ledger.result;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores the findings of running gates: the inconclusive looks, and then the verdict, once.
@Component
public final class GateResultStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    GateResultStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// Returns the number of early looks after which the run continued.
    public int looks(UUID id) {
        return jdbc.sql("select looks from gate where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /// Stores the number of looks.
    public void looked(UUID id, int looks) {
        jdbc.sql("update gate set looks = greatest(looks, ?) where id = ?")
                .params(looks, id)
                .update();
    }

    /// Moves the gate beyond cancellation, and fixes its verdict.
    ///
    /// @return the first verdict found; empty if the gate ended meanwhile
    public Optional<GateResult> judged(UUID id, GateResult found) {
        return jdbc.sql("""
                        update gate set judged_at = coalesce(judged_at, ?),
                            judgement = coalesce(judgement, cast(? as jsonb))
                        where id = ? and status = 'RUNNING' returning judgement
                        """)
                .params(now(), json.writeValueAsString(found), id)
                .query((row, _) -> json.readValue(row.getString(1), GateResult.class))
                .optional();
    }

    /// Returns the verdict of a gate that has not ended with it yet.
    public Optional<GateResult> find(UUID id) {
        return jdbc.sql("select judgement from gate where id = ? and status = 'RUNNING' and judgement is not null")
                .param(id)
                .query((row, _) -> json.readValue(row.getString(1), GateResult.class))
                .optional();
    }

    /// Ends the run with its verdict; returns false if it ended meanwhile.
    public boolean finish(UUID id, GateResult found) {
        return jdbc.sql("""
                                update gate set status = 'DONE', verdict = ?, checks = cast(? as jsonb),
                                    findings = cast(? as jsonb), judgement = null, finished_at = ?
                                where id = ? and status = 'RUNNING'
                                """)
                        .params(
                                found.verdict().name(),
                                json.writeValueAsString(found.checks()),
                                json.writeValueAsString(found.findings()),
                                now(),
                                id)
                        .update()
                == 1;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
