package io.plumbline.eval.online;

import io.plumbline.eval.online.OnlineCallStore.Sampled;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts the cost of the judges of an evaluation against the cap of the day. Each call reserves the highest cost so
/// far before its judges are called, so calls at the same time do not exceed the cap together. The first call of a
/// day is scored alone, because nothing is known about the cost yet. What a crashed replica had reserved counts as
/// spent. Always in the caller's transaction.
@Component
class OnlineSpend {

    private static final int DIGITS = 10;

    private final JdbcClient jdbc;

    OnlineSpend(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The result of a reservation.
    enum Reservation {
        MADE,
        /// Other calls must end first.
        WAIT,
        CAP_REACHED,
        /// A judge's call had no known price.
        PRICE_UNKNOWN
    }

    /// The cost of a day.
    ///
    /// @param highestUsd highest cost of a call; null before the first
    record Spent(BigDecimal usd, @Nullable BigDecimal highestUsd, boolean unpriced) {

        static final Spent NOTHING = new Spent(BigDecimal.ZERO, null, false);

        /// Whether another call could exceed the cap.
        boolean reaches(BigDecimal cap) {
            return usd.compareTo(cap) >= 0
                    || (highestUsd != null && usd.add(highestUsd).compareTo(cap) > 0);
        }
    }

    /// What the judges of a call have cost.
    ///
    /// @param usd of their answers; null if a price is unknown
    /// @param scored whether all of them rated the call, so that it shows what a call costs
    /// @param unanswered whether a call has timed out, which the provider may bill
    record Cost(@Nullable BigDecimal usd, boolean scored, boolean unanswered) {}

    /// What other calls have reserved.
    private record Others(BigDecimal usd, int calls) {}

    Reservation reserve(Sampled call, LocalDate day, BigDecimal cap) {
        lock(call, day);
        countAbandoned(call, day);
        Spent spent = of(call.evaluation(), call.team(), day);
        if (spent.unpriced()) {
            return Reservation.PRICE_UNKNOWN;
        }
        if (spent.reaches(cap)) {
            return Reservation.CAP_REACHED;
        }
        Others others = others(call);
        BigDecimal highest = spent.highestUsd();
        boolean first = highest == null;
        BigDecimal reserved = highest == null ? BigDecimal.ZERO : highest;
        if (first
                ? others.calls() > 0
                : spent.usd().add(others.usd()).add(reserved).compareTo(cap) > 0) {
            return Reservation.WAIT;
        }
        jdbc.sql("update online_call set reserved_usd = ? where evaluation = ? and call_id = ? and attempts = ?")
                .params(reserved, call.evaluation(), call.callId(), call.attempts())
                .update();
        return Reservation.MADE;
    }

    private void lock(Sampled call, LocalDate day) {
        jdbc.sql("insert into online_spend (evaluation, team, day) values (?, ?, ?) on conflict do nothing")
                .params(call.evaluation(), call.team(), day)
                .update();
        jdbc.sql("select 1 from online_spend where evaluation = ? and team = ? and day = ? for update")
                .params(call.evaluation(), call.team(), day)
                .query(Integer.class)
                .single();
    }

    /// Counts what the call has reserved, for example in an attempt whose replica died.
    private void countAbandoned(Sampled call, LocalDate day) {
        jdbc.sql("""
                        update online_spend s set spent_usd = s.spent_usd + c.reserved_usd
                        from online_call c
                        where c.evaluation = :evaluation and c.call_id = :call and c.reserved_usd is not null
                          and s.evaluation = :evaluation and s.team = :team and s.day = :day
                        """)
                .param("evaluation", call.evaluation())
                .param("call", call.callId())
                .param("team", call.team())
                .param("day", day)
                .update();
        jdbc.sql("update online_call set reserved_usd = null where evaluation = ? and call_id = ?")
                .params(call.evaluation(), call.callId())
                .update();
    }

    private Others others(Sampled call) {
        return jdbc.sql("""
                        select coalesce(sum(reserved_usd), 0), count(*) from online_call
                        where evaluation = ? and call_id <> ? and state = 'PENDING' and reserved_usd is not null
                        """)
                .params(call.evaluation(), call.callId())
                .query((row, _) -> new Others(row.getBigDecimal(1), row.getInt(2)))
                .single();
    }

    /// Adds what the judges of a call have cost. A call without a cost that was not scored says nothing about the cost
    /// of
    /// the next one. If a judge did not answer in time, the reservation counts as spent too.
    void add(Sampled call, LocalDate day, Cost of) {
        lock(call, day);
        if (of.unanswered()) {
            countAbandoned(call, day);
        }
        BigDecimal usd = of.usd();
        BigDecimal cost =
                usd == null ? BigDecimal.ZERO : usd.max(BigDecimal.ZERO).setScale(DIGITS, RoundingMode.HALF_UP);
        jdbc.sql("""
                        update online_spend set spent_usd = spent_usd + :cost,
                            highest_usd = case when :known then greatest(coalesce(highest_usd, 0), :cost)
                                          else highest_usd end,
                            unpriced = unpriced + :unpriced
                        where evaluation = :evaluation and team = :team and day = :day
                        """)
                .param("cost", cost)
                .param("known", of.scored() || cost.signum() > 0)
                .param("unpriced", usd == null ? 1 : 0)
                .param("evaluation", call.evaluation())
                .param("team", call.team())
                .param("day", day)
                .update();
    }

    Spent of(String evaluation, String team, LocalDate day) {
        Optional<Spent> found = jdbc.sql("""
                        select spent_usd, highest_usd, unpriced from online_spend
                        where evaluation = ? and team = ? and day = ?
                        """)
                .params(evaluation, team, day)
                .query((row, _) -> new Spent(row.getBigDecimal(1), row.getBigDecimal(2), row.getInt(3) > 0))
                .optional();
        return found.orElse(Spent.NOTHING);
    }
}
