package io.plumbline.monitoring.verdict;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads the verdicts on rollouts of the caller's teams.
@Repository
public class PostedVerdicts {

    private final JdbcClient jdbc;

    PostedVerdicts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A verdict and its outcome.
    ///
    /// @param state `PENDING` until the gateway responds, `TAKEN`, `REFUSED` if the rollout had ended or was at
    ///     another step, `GONE` if it did not exist, `WITHDRAWN` if the verdict no longer applied
    public record SaidVerdict(
            int step,
            VerdictKind verdict,
            String reason,
            Instant decidedAt,
            String state,
            @Nullable Instant answeredAt) {}

    /// Oldest first.
    @Transactional(readOnly = true)
    public List<SaidVerdict> of(UUID rolloutId) {
        return jdbc.sql("""
                        select step, verdict, reason, decided_at, state, answered_at from rollout_verdict
                        where rollout_id = ? order by decided_at, step, verdict
                        """)
                .param(rolloutId)
                .query((row, _) -> new SaidVerdict(
                        row.getInt(1),
                        VerdictKind.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getString(5),
                        row.getTimestamp(6) == null ? null : row.getTimestamp(6).toInstant()))
                .list();
    }
}
