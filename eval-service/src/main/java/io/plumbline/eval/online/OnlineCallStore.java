package io.plumbline.eval.online;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores the sampled calls, their scores, and the numbers of calls by fate. Always in the caller's transaction.
@Component
class OnlineCallStore {

    /// The position before the first read of the log.
    static final long NOWHERE = -1;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String EVALUATION = "evaluation";
    private static final String CALL = "call";

    private final JdbcClient jdbc;

    OnlineCallStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A sampled call of an evaluation.
    ///
    /// @param consented whether it was sampled because its feedback gives consent
    /// @param attempts number of attempts to score it, including the current one
    record Sampled(
            String evaluation,
            UUID callId,
            String team,
            LiveCall call,
            Instant calledAt,
            boolean consented,
            int attempts) {}

    /// @param value 0..1
    /// @param digest of everything that determines the scorer's scores
    record Score(String scorer, String digest, double value) {}

    /// Returns the index of the next event to read, locked until the transaction ends.
    long lockPosition() {
        return jdbc.sql("select position from online_position for update")
                .query(Long.class)
                .optional()
                .orElseGet(this::begin);
    }

    private long begin() {
        jdbc.sql("insert into online_position values (true, ?) on conflict do nothing")
                .param(NOWHERE)
                .update();
        return NOWHERE;
    }

    void savePosition(long position) {
        jdbc.sql("update online_position set position = ?").param(position).update();
    }

    /// Returns the number of calls that an evaluation sampled in the hour from a time.
    int sampledInHour(String evaluation, Instant hour) {
        return jdbc.sql("""
                        select count(*) from online_call
                        where evaluation = ? and sampled_at >= ? and sampled_at < ?
                        """)
                .params(evaluation, Timestamp.from(hour), Timestamp.from(hour.plus(Duration.ofHours(1))))
                .query(Integer.class)
                .single();
    }

    boolean knows(String evaluation, UUID callId) {
        return jdbc.sql("select exists(select from online_call where evaluation = ? and call_id = ?)")
                .params(evaluation, callId)
                .query(Boolean.class)
                .single();
    }

    /// Adds a call to score, unless the evaluation has it.
    ///
    /// @param at time of the event that made it a candidate
    boolean add(Sampled call, Instant at) {
        return jdbc.sql("""
                        insert into online_call (evaluation, call_id, team, call, called_at, consented, sampled_at,
                                                 state, next_attempt)
                        values (:evaluation, :call, :team, cast(:document as jsonb), :calledAt, :consented, :at,
                                'PENDING', :at)
                        on conflict do nothing
                        """)
                        .param(EVALUATION, call.evaluation())
                        .param(CALL, call.callId())
                        .param("team", call.team())
                        .param("document", JSON.writeValueAsString(call.call()))
                        .param("calledAt", Timestamp.from(call.calledAt()))
                        .param("consented", call.consented())
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /// Takes pending calls that are due, and reserves them until a later time, so that one replica scores them.
    List<Sampled> take(Instant now, Instant until, int most) {
        return jdbc.sql("""
                        update online_call c set next_attempt = :until, attempts = c.attempts + 1
                        from (select evaluation, call_id from online_call
                              where state = 'PENDING' and next_attempt <= :now order by next_attempt limit :most
                              for update skip locked) due
                        where c.evaluation = due.evaluation and c.call_id = due.call_id returning c.*
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .param("most", most)
                .query((row, _) -> new Sampled(
                        row.getString(EVALUATION),
                        row.getObject("call_id", UUID.class),
                        row.getString("team"),
                        JSON.readValue(row.getString(CALL), LiveCall.class),
                        row.getTimestamp("called_at").toInstant(),
                        row.getBoolean("consented"),
                        row.getInt("attempts")))
                .list();
    }

    /// Ends a call; returns false if another replica has taken it since, or if it has ended.
    boolean finish(Sampled call, boolean scored) {
        return jdbc.sql("""
                        update online_call set state = ?, reserved_usd = null
                        where evaluation = ? and call_id = ? and state = 'PENDING' and attempts = ?
                        """)
                        .params(scored ? "SCORED" : "SKIPPED", call.evaluation(), call.callId(), call.attempts())
                        .update()
                == 1;
    }

    /// Has a call scored again later.
    ///
    /// @param counts whether the attempt counts
    void postpone(Sampled call, Instant until, boolean counts) {
        jdbc.sql("""
                        update online_call set next_attempt = ?, attempts = attempts - ?, reserved_usd = null
                        where evaluation = ? and call_id = ? and state = 'PENDING' and attempts = ?
                        """)
                .params(Timestamp.from(until), counts ? 0 : 1, call.evaluation(), call.callId(), call.attempts())
                .update();
    }

    /// Ends a pending call without scores, even while it is being scored.
    boolean withdraw(String evaluation, UUID callId) {
        return jdbc.sql("""
                        update online_call set state = 'SKIPPED', reserved_usd = null
                        where evaluation = ? and call_id = ? and state = 'PENDING'
                        """).params(evaluation, callId).update() == 1;
    }

    void add(Sampled call, Score score, Instant at) {
        jdbc.sql("""
                        insert into online_score (evaluation, call_id, scorer, team, digest, variant, model, prompt,
                                                  score, scored_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(
                        call.evaluation(),
                        call.callId(),
                        score.scorer(),
                        call.team(),
                        score.digest(),
                        call.call().variant(),
                        call.call().model(),
                        call.call().prompt(),
                        score.value(),
                        Timestamp.from(at))
                .update();
    }

    /// Adds to the number of calls of a fate.
    void count(String evaluation, String team, Instant at, String fate, long calls) {
        jdbc.sql("""
                        insert into online_count as c (evaluation, day, fate, team, calls) values (?, ?, ?, ?, ?)
                        on conflict (evaluation, day, fate) do update set calls = c.calls + excluded.calls
                        """).params(evaluation, day(at), fate, team, calls).update();
    }

    /// Returns the numbers of calls by fate, from a day on.
    Map<String, Long> counts(String evaluation, Instant from) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql("select fate, sum(calls)::bigint from online_count where evaluation = ? and day >= ? group by fate")
                .params(evaluation, day(from))
                .query((RowCallbackHandler) row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    long pending(String evaluation) {
        return jdbc.sql("select count(*) from online_call where evaluation = ? and state = 'PENDING'")
                .param(evaluation)
                .query(Long.class)
                .single();
    }

    /// Deletes everything about an evaluation except what its judges have cost.
    void forget(String evaluation) {
        for (String table : List.of("online_call", "online_score", "online_count")) {
            jdbc.sql("delete from " + table + " where evaluation = ?")
                    .param(evaluation)
                    .update();
        }
    }

    /// Deletes a bounded number of old rows.
    void forgetBefore(Instant time, int most) {
        for (String old : List.of("online_call where sampled_at", "online_score where scored_at")) {
            String table = old.substring(0, old.indexOf(' '));
            jdbc.sql("delete from " + table + " where ctid in (select ctid from " + old + " < ? limit ?)")
                    .params(Timestamp.from(time), most)
                    .update();
        }
        for (String table : List.of("online_count", "online_spend")) {
            jdbc.sql("delete from " + table + " where day < ?").param(day(time)).update();
        }
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
