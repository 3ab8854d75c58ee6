package io.plumbline.monitoring.verdict;

import io.plumbline.monitoring.rollout.CanaryAnalysis;
import io.plumbline.monitoring.waiting.WaitingWork;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Stores breaches and an outbox of verdicts, one for each rollout, step and kind. A verdict that was answered
/// without effect is reopened after a while because it still applies, unless the rollout is a dry run.
@Repository
class RolloutVerdictStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STANDS_AGAIN = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final WaitingWork.Check waiting;
    private final WaitingWork.Check undecided;

    RolloutVerdictStore(JdbcClient jdbc, Clock clock, WaitingWork work) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.waiting =
                work.check("exists (select from rollout_verdict where state = 'PENDING' and next_attempt_at <= :now)");
        this.undecided = work.check("""
                exists (select from rollout_analysis where watched)
                or exists (select from rollout_verdict where state = 'PENDING')
                """);
    }

    /// Whether a rollout is watched, or a verdict may have to be withdrawn; see [WaitingWork].
    boolean hasUndecided() {
        return undecided.isThere();
    }

    /// Whether a verdict may be due; see [WaitingWork].
    boolean hasWork() {
        return waiting.isThere();
    }

    /// A verdict to post.
    record Due(UUID rolloutId, int step, VerdictKind verdict, String reason, String evidence, int attempts) {}

    /// The gateway's response.
    enum Answer {
        TAKEN,
        REFUSED,
        GONE
    }

    /// Records a breach; returns false if it was already recorded.
    boolean noteBreach(CanaryAnalysis analysis, String metric) {
        return jdbc.sql("insert into rollout_breach values (?, ?, ?, ?) on conflict do nothing")
                        .params(analysis.rolloutId(), metric, analysis.team(), now())
                        .update()
                == 1;
    }

    void open(CanaryAnalysis analysis, RolloutDecision decision) {
        jdbc.sql("""
                        insert into rollout_verdict as v (rollout_id, step, verdict, team, reason, evidence, decided_at,
                                                          state, next_attempt_at)
                        values (:id, :step, :verdict, :team, :reason, :evidence, :now, 'PENDING', :now)
                        on conflict (rollout_id, step, verdict) do update
                        set reason = excluded.reason, evidence = excluded.evidence, state = 'PENDING', attempts = 0,
                            next_attempt_at = excluded.next_attempt_at
                        where v.state = 'WITHDRAWN'
                           or v.state in ('TAKEN', 'REFUSED') and v.verdict <> 'HOLD' and v.answered_at < :again
                              and not (:dryRun and v.state = 'TAKEN' and v.verdict = 'ROLL_BACK')
                        """)
                .param("id", analysis.rolloutId())
                .param("step", analysis.rollout().step())
                .param("verdict", decision.verdict().name())
                .param("team", analysis.team())
                .param("reason", decision.reason())
                .param("evidence", JSON.writeValueAsString(VerdictEvidence.of(analysis)))
                .param("now", now())
                .param("dryRun", analysis.rollout().analysis().dryRun())
                .param("again", Timestamp.from(clock.instant().minus(STANDS_AGAIN)))
                .update();
    }

    /// Withdraws promotions that have not been posted.
    void withdrawPromotions(UUID rolloutId) {
        jdbc.sql("""
                        update rollout_verdict set state = 'WITHDRAWN'
                        where rollout_id = ? and verdict = 'PROMOTE' and state = 'PENDING'
                        """).param(rolloutId).update();
    }

    /// Withdraws pending verdicts of rollouts that have ended according to the log. A promoted rollout can still
    /// be rolled back.
    void withdrawEnded() {
        jdbc.sql("""
                        update rollout_verdict v set state = 'WITHDRAWN'
                        from rollout_analysis a
                        where v.state = 'PENDING' and a.rollout_id = v.rollout_id
                          and (a.state in ('ABORTED', 'ROLLED_BACK')
                               or a.state = 'PROMOTED' and v.verdict <> 'ROLL_BACK')
                        """).update();
    }

    /// Returns the next verdict to post and reserves it for a minute; rollbacks come first.
    Optional<Due> take() {
        return jdbc.sql("""
                        update rollout_verdict v set attempts = attempts + 1, next_attempt_at = :lease
                        from (select rollout_id, step, verdict from rollout_verdict
                              where state = 'PENDING' and next_attempt_at <= :now
                              order by verdict = 'ROLL_BACK' desc, next_attempt_at
                              limit 1 for update skip locked) d
                        where v.rollout_id = d.rollout_id and v.step = d.step and v.verdict = d.verdict
                        returning v.rollout_id, v.step, v.verdict, v.reason, v.evidence, v.attempts
                        """)
                .param("lease", Timestamp.from(clock.instant().plus(LEASE)))
                .param("now", now())
                .query((row, _) -> new Due(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        VerdictKind.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6)))
                .optional();
    }

    void answered(Due due, Answer answer) {
        jdbc.sql("""
                        update rollout_verdict set state = ?, answered_at = ?
                        where rollout_id = ? and step = ? and verdict = ?
                        """)
                .params(
                        answer.name(),
                        now(),
                        due.rolloutId(),
                        due.step(),
                        due.verdict().name())
                .update();
    }

    /// Schedules a retry after a missing response.
    void retry(Due due) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(due.attempts() - 1, MOST_DOUBLINGS));
        Instant next = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        jdbc.sql("""
                        update rollout_verdict set next_attempt_at = ?
                        where rollout_id = ? and step = ? and verdict = ?
                        """)
                .params(
                        Timestamp.from(next),
                        due.rolloutId(),
                        due.step(),
                        due.verdict().name())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
