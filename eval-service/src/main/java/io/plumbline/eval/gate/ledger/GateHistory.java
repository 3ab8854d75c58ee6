package io.plumbline.eval.gate.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Finds related gates for pages of a gate, suite or judge: among the newest thousand, so that pages stay fast
/// over years.
@Component
public final class GateHistory {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final GateStore gates;

    /// @param gates gates of the same caller
    GateHistory(JdbcClient jdbc, JsonMapper json, GateStore gates) {
        this.jdbc = jdbc;
        this.json = json;
        this.gates = gates;
    }

    /// Returns gates of the same suite and candidate, newest first.
    public List<Gate> attempts(Gate gate, int limit) {
        return jdbc.sql("""
                        select * from (select * from gate where suite = ? and team = ? order by id desc limit 1000) newest
                        where candidate = cast(? as jsonb) order by id desc limit ?
                        """)
                .params(gate.suite(), gate.team(), json.writeValueAsString(gate.candidate()), limit)
                .query((row, _) -> gates.gate(row))
                .list();
    }

    /// Returns the newest gate of each revision of a suite, the newest revision first.
    public List<Gate> ofEachRevision(String suite, int limit) {
        return jdbc.sql("""
                        select distinct on (suite_revision) *
                        from (select * from gate where suite = ? order by id desc limit 1000) newest
                        order by suite_revision desc, id desc limit ?
                        """)
                .params(suite, limit)
                .query((row, _) -> gates.gate(row))
                .list();
    }

    /// Returns gates with a verdict whose suite has a judge of that rubric and model, newest first.
    public List<Gate> judgedBy(String team, String rubric, String model, int limit) {
        return jdbc.sql("""
                        select * from (select * from gate where team = :team order by id desc limit 1000) newest
                        where verdict is not null
                            and document->'judge'->>'rubric' = :rubric and document->'judge'->>'model' = :model
                        order by id desc limit :limit
                        """)
                .param("team", team)
                .param("rubric", rubric)
                .param("model", model)
                .param("limit", limit)
                .query((row, _) -> gates.gate(row))
                .list();
    }
}
