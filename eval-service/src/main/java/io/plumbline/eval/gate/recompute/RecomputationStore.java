package io.plumbline.eval.gate.recompute;

import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.run.Recomputer;
import io.plumbline.eval.gate.run.evidence.RunScores;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.SuiteDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Stores recomputations. One store serves requests and sees the caller's teams; another serves the work.
@Component
final class RecomputationStore {

    private static final TypeReference<List<GateCheck>> CHECKS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> DEPENDENCIES = new TypeReference<>() {};

    private static final TypeReference<List<RunScores.ServiceUse>> SERVICES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RecomputationStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(Recomputation made, String requestedBy) {
        jdbc.sql("""
                        insert into gate_recomputation (id, gate_id, team, document, requested_by, status, created_at)
                        values (?, ?, ?, cast(? as jsonb), ?, 'QUEUED', ?)
                        """)
                .params(
                        made.id(),
                        made.gate(),
                        made.team(),
                        json.writeValueAsString(made.document()),
                        requestedBy,
                        Timestamp.from(made.createdAt()))
                .update();
    }

    Optional<Recomputation> find(UUID id) {
        return jdbc.sql("select * from gate_recomputation where id = ?")
                .param(id)
                .query((row, _) -> recomputation(row))
                .optional();
    }

    /// Newest first.
    List<Recomputation> newest(UUID gate, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from gate_recomputation
                        where gate_id = :gate and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit
                        """)
                .param("gate", gate)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> recomputation(row))
                .list();
    }

    int waiting(UUID gate) {
        return jdbc.sql("select count(*) from gate_recomputation where gate_id = ? and status = 'QUEUED'")
                .param(gate)
                .query(Integer.class)
                .single();
    }

    /// Returns false if it had already ended.
    boolean finish(UUID id, Recomputer.Recomputed made, Instant at) {
        return jdbc.sql("""
                                update gate_recomputation set status = 'DONE', verdict = ?, checks = cast(? as jsonb),
                                    dependencies = cast(? as jsonb), services = cast(? as jsonb), finished_at = ?
                                where id = ? and status = 'QUEUED'
                                """)
                        .params(
                                made.judgement().verdict().name(),
                                json.writeValueAsString(made.judgement().checks()),
                                json.writeValueAsString(made.dependencies()),
                                json.writeValueAsString(made.services()),
                                Timestamp.from(at),
                                id)
                        .update()
                == 1;
    }

    void fail(UUID id, String error, Instant at) {
        jdbc.sql("""
                        update gate_recomputation set status = 'ERROR', error = ?, finished_at = ?
                        where id = ? and status = 'QUEUED'
                        """).params(error, Timestamp.from(at), id).update();
    }

    private Recomputation recomputation(ResultSet row) throws SQLException {
        String verdict = row.getString("verdict");
        Timestamp finished = row.getTimestamp("finished_at");
        return new Recomputation(
                row.getObject("id", UUID.class),
                row.getObject("gate_id", UUID.class),
                row.getString("team"),
                json.readValue(row.getString("document"), SuiteDocument.class),
                Recomputation.Status.valueOf(row.getString("status")),
                verdict == null ? null : CheckOutcome.valueOf(verdict),
                json.readValue(row.getString("checks"), CHECKS),
                json.readValue(row.getString("dependencies"), DEPENDENCIES),
                json.readValue(row.getString("services"), SERVICES),
                row.getString("error"),
                row.getTimestamp("created_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
