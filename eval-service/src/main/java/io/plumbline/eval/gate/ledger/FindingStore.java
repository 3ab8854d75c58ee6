package io.plumbline.eval.gate.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// What was found of gates that run: at which looks nothing was sure, and then the verdict, once.
public final class FindingStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    public FindingStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// How many looks before the end were taken, after which the run went on.
    public int looks(UUID id) {
        return jdbc.sql("select looks from gate where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /// Keeps how many were taken.
    public void looked(UUID id, int looks) {
        jdbc.sql("update gate set looks = greatest(looks, ?) where id = ?")
                .params(looks, id)
                .update();
    }

    /// Takes the gate to where it cannot be cancelled any more, and fixes its verdict.
    ///
    /// @return the one that was found first; empty when the gate was ended meanwhile
    public Optional<Finding> judged(UUID id, Finding found) {
        return jdbc.sql("""
                        update gate set judged_at = coalesce(judged_at, ?),
                            judgement = coalesce(judgement, cast(? as jsonb))
                        where id = ? and status = 'RUNNING' returning judgement
                        """)
                .params(now(), json.writeValueAsString(found), id)
                .query((row, _) -> json.readValue(row.getString(1), Finding.class))
                .optional();
    }

    /// The verdict of a gate that was found, with which it has not ended yet.
    public Optional<Finding> find(UUID id) {
        return jdbc.sql("select judgement from gate where id = ? and status = 'RUNNING' and judgement is not null")
                .param(id)
                .query((row, _) -> json.readValue(row.getString(1), Finding.class))
                .optional();
    }

    /// Ends the run with its verdict; false when it was ended meanwhile.
    public boolean finish(UUID id, Finding found) {
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
