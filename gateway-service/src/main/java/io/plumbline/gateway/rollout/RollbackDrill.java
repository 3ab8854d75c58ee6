package io.plumbline.gateway.rollout;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Rehearses rollbacks of rollouts: proves that one would succeed now, and measures it. A rehearsal locks the route
/// and the rollout, checks the pointers and the control's version, and writes the rollback to the database, in a
/// transaction that is then undone. No call and no pointer is affected. The outcome is stored and audited, also if it
/// failed.
@Component
class RollbackDrill {

    private static final int LONGEST_PROBLEM = 1_000;

    private final RolloutProgress progress;
    private final RolloutLedger ledger;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;
    private final Clock clock;

    RollbackDrill(
            RolloutProgress progress,
            RolloutLedger ledger,
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            UuidV7 ids,
            Clock clock) {
        this.progress = progress;
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.ids = ids;
        this.clock = clock;
    }

    /// A rehearsal.
    ///
    /// @param millis time of the rehearsal
    /// @param problem why a rollback would have failed; null if it would have succeeded
    record DrillResponse(
            UUID id,
            Instant drilledAt,
            boolean passed,
            long millis,
            @Nullable String problem) {}

    /// @throws ProblemException 404; 409 if there is nothing to roll back
    DrillResponse run(UUID rolloutId) {
        long began = System.nanoTime();
        String problem = null;
        try {
            progress.rehearseTakingBack(rolloutId);
        } catch (ProblemException failed) {
            RolloutEntity rollout = ledger.get(rolloutId);
            rollout.checkTakeBack(true);
            problem = failed.type().slug() + ": " + failed.getMessage();
        }
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        DrillResponse drill = new DrillResponse(
                ids.next(),
                clock.instant(),
                problem == null,
                millis,
                problem == null || problem.length() <= LONGEST_PROBLEM
                        ? problem
                        : problem.substring(0, LONGEST_PROBLEM));
        transactions.executeWithoutResult(_ -> store(drill, ledger.get(rolloutId)));
        return drill;
    }

    private void store(DrillResponse drill, RolloutEntity rollout) {
        jdbc.sql("""
                        insert into rollback_drill (id, team, rollout_id, drilled_at, passed, millis, problem)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(drill.id())
                .param(rollout.team())
                .param(rollout.id())
                .param(Timestamp.from(drill.drilledAt()))
                .param(drill.passed())
                .param(drill.millis())
                .param(drill.problem())
                .update();
        ledger.appendWith(
                RolloutAction.DRILLED,
                rollout,
                "drill",
                drill.problem() == null
                        ? Map.of("passed", true, "millis", drill.millis())
                        : Map.of("passed", false, "millis", drill.millis(), "problem", drill.problem()));
    }

    /// Returns the rehearsals of a rollout, newest first.
    ///
    /// @throws ProblemException 404
    List<DrillResponse> of(UUID rolloutId, int limit) {
        return jdbc.sql("""
                        select id, drilled_at, passed, millis, problem from rollback_drill
                        where rollout_id = ? order by id desc limit ?
                        """)
                .params(ledger.get(rolloutId).id(), limit)
                .query((row, _) -> read(row))
                .list();
    }

    private static DrillResponse read(ResultSet row) throws SQLException {
        return new DrillResponse(
                row.getObject("id", UUID.class),
                row.getTimestamp("drilled_at").toInstant(),
                row.getBoolean("passed"),
                row.getLong("millis"),
                row.getString("problem"));
    }
}
