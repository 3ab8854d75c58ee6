package io.plumbline.eval.gate.baseline;

import io.plumbline.eval.gate.baseline.BaselineApproval.State;
import io.plumbline.eval.gate.ledger.Candidate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores the requested baselines of suites. One store serves requests and sees the caller's teams; another
/// serves the runs.
@Component
final class BaselineApprovalStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BaselineApprovalStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Stores a new one; returns false if one of that gate is already pending or approved.
    boolean insert(BaselineApproval blessing) {
        return jdbc.sql("""
                                insert into suite_baseline (id, team, suite, subject, candidate, gate_id, requested_by,
                                    approval_id, state, created_at)
                                values (?, ?, ?, ?, cast(? as jsonb), ?, ?, ?, 'PENDING', ?) on conflict do nothing
                                """)
                        .params(
                                blessing.id(),
                                blessing.team(),
                                blessing.suite(),
                                blessing.subject(),
                                json.writeValueAsString(blessing.candidate()),
                                blessing.gate(),
                                blessing.requestedBy(),
                                blessing.approval(),
                                Timestamp.from(blessing.createdAt()))
                        .update()
                == 1;
    }

    Optional<BaselineApproval> find(UUID id) {
        return jdbc.sql("select * from suite_baseline where id = ?")
                .param(id)
                .query(this::blessing)
                .optional();
    }

    /// Returns the newest of a gate.
    Optional<BaselineApproval> ofGate(UUID gate) {
        return jdbc.sql("select * from suite_baseline where gate_id = ? order by id desc limit 1")
                .param(gate)
                .query(this::blessing)
                .optional();
    }

    /// Newest first.
    List<BaselineApproval> newest(String suite, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from suite_baseline
                        where suite = :suite and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit
                        """)
                .param("suite", suite)
                .param("before", before)
                .param("limit", limit)
                .query(this::blessing)
                .list();
    }

    /// Returns the number of pending ones of a suite.
    int countPending(String team, String suite) {
        return jdbc.sql("select count(*) from suite_baseline where team = ? and suite = ? and state = 'PENDING'")
                .params(team, suite)
                .query(Integer.class)
                .single();
    }

    /// Returns the pending ones of a suite.
    List<BaselineApproval> pending(String team, String suite) {
        return jdbc.sql("select * from suite_baseline where team = ? and suite = ? and state = 'PENDING' order by id")
                .params(team, suite)
                .query(this::blessing)
                .list();
    }

    /// Returns the latest approved one of these versions.
    Optional<BaselineApproval> current(String team, String suite, String subject) {
        return jdbc.sql("""
                        select * from suite_baseline
                        where team = ? and suite = ? and subject = ? and state = 'BLESSED'
                        order by decided_at desc, id desc limit 1
                        """).params(team, suite, subject).query(this::blessing).optional();
    }

    /// Records a decision with its time; returns false if it was already recorded.
    boolean decide(UUID id, State state, List<String> approvedBy, Instant decidedAt) {
        return jdbc.sql("""
                                update suite_baseline set state = ?, approved_by = cast(? as jsonb), decided_at = ?
                                where id = ? and state = 'PENDING'
                                """)
                        .params(state.name(), json.writeValueAsString(approvedBy), Timestamp.from(decidedAt), id)
                        .update()
                == 1;
    }

    private BaselineApproval blessing(ResultSet row, int number) throws SQLException {
        Timestamp decided = row.getTimestamp("decided_at");
        return new BaselineApproval(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getString("suite"),
                row.getString("subject"),
                json.readValue(row.getString("candidate"), Candidate.class),
                row.getObject("gate_id", UUID.class),
                row.getString("requested_by"),
                row.getObject("approval_id", UUID.class),
                State.valueOf(row.getString("state")),
                List.of(json.readValue(row.getString("approved_by"), String[].class)),
                row.getTimestamp("created_at").toInstant(),
                decided == null ? null : decided.toInstant());
    }
}
