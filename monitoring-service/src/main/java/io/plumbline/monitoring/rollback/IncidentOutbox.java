package io.plumbline.monitoring.rollback;

import io.plumbline.monitoring.rollout.Rollback;
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

/// The rollbacks without an incident in governance-service. Not a projection: a rebuild leaves it unchanged.
@Repository
class IncidentOutbox {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final WaitingWork.Check waiting;

    IncidentOutbox(JdbcClient jdbc, Clock clock, WaitingWork work) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.waiting = work.check("""
                exists (select from rollback r left join rollback_incident i using (rollout_id)
                        where i.rollout_id is null or i.incident_id is null and i.next_attempt_at <= :now)
                """);
    }

    /// Whether an incident may be due; see [WaitingWork].
    boolean hasWork() {
        return waiting.isThere();
    }

    record Due(Rollback rollback, int attempts) {}

    /// Adds new rollbacks.
    void fill() {
        jdbc.sql("""
                        insert into rollback_incident (rollout_id, team, attempts, next_attempt_at)
                        select rollout_id, team, 0, ? from rollback r
                        where not exists (select from rollback_incident i where i.rollout_id = r.rollout_id)
                        on conflict do nothing
                        """).param(Timestamp.from(clock.instant())).update();
    }

    /// Returns the next one to report and reserves it for a minute.
    Optional<Due> take() {
        return jdbc.sql("""
                        update rollback_incident i set attempts = attempts + 1, next_attempt_at = :lease
                        from (select n.rollout_id, r.document
                              from rollback_incident n join rollback r using (rollout_id)
                              where n.incident_id is null and n.next_attempt_at <= :now
                              order by n.next_attempt_at limit 1 for update of n skip locked) d
                        where i.rollout_id = d.rollout_id
                        returning d.document, i.attempts
                        """)
                .param("lease", Timestamp.from(clock.instant().plus(LEASE)))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new Due(JSON.readValue(row.getString(1), Rollback.class), row.getInt(2)))
                .optional();
    }

    void opened(Due due, UUID incident) {
        jdbc.sql("update rollback_incident set incident_id = ?, opened_at = ? where rollout_id = ?")
                .params(
                        incident,
                        Timestamp.from(clock.instant()),
                        due.rollback().rolloutId())
                .update();
    }

    void retry(Due due) {
        Instant next =
                clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << Math.min(due.attempts() - 1, MOST_DOUBLINGS)));
        jdbc.sql("update rollback_incident set next_attempt_at = ? where rollout_id = ?")
                .params(Timestamp.from(next), due.rollback().rolloutId())
                .update();
    }
}
