package io.plumbline.gateway.limit.counter;

import io.plumbline.audit.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The counters in the database, one row each, by the database's clock. Each transaction locks one row.
@Component
class LimitStore {

    static final Duration PERMIT_TIME = Duration.ofSeconds(15);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final UUID holder;

    LimitStore(JdbcClient jdbc, TransactionTemplate transactions, UuidV7 ids) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.holder = ids.next();
    }

    /// The result of an exchange.
    ///
    /// @param granted number taken
    /// @param left number left afterwards, at least 0
    /// @param waitSeconds until the required minimum would be available; 0 if it was
    /// @param resetSeconds until the counter is empty
    record Grant(long granted, long left, long waitSeconds, long resetSeconds) {}

    /// Takes part of a limit per minute.
    ///
    /// @param used number used beyond the number taken before; below 0 to return some
    /// @param least taken completely or not at all; 0 to take nothing
    /// @param wanted taken as far as available, including `least`
    Grant exchange(LimitName name, long limit, long used, long least, long wanted) {
        return transactions.execute(_ -> {
            SlidingWindow window = lock(name);
            window.add(used);
            long left = Math.max(0, limit - window.taken());
            long granted = left < least ? 0 : Math.min(left, wanted);
            window.add(granted);
            write(name, window);
            return new Grant(
                    granted,
                    left - granted,
                    granted >= least ? 0 : window.secondsUntil(least, limit),
                    window.secondsUntilEmpty());
        });
    }

    /// Returns how many concurrent calls this replica may have.
    ///
    /// @param wanted of the limit, as far as the other replicas leave it
    int permits(LimitName name, int limit, int wanted) {
        return transactions.execute(_ -> {
            lock(name);
            jdbc.sql("delete from limit_permit where name = ? and (expires_at <= clock_timestamp() or holder = ?)")
                    .params(name.name(), holder)
                    .update();
            int others = jdbc.sql("select coalesce(sum(permits), 0) from limit_permit where name = ?")
                    .param(name.name())
                    .query(Integer.class)
                    .single();
            int granted = Math.clamp(wanted, 0, Math.max(0, limit - others));
            if (granted > 0) {
                jdbc.sql("""
                                insert into limit_permit (name, holder, team, permits, expires_at)
                                values (?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')
                                """)
                        .params(name.name(), holder, name.team(), granted, PERMIT_TIME.toMillis())
                        .update();
            }
            return granted;
        });
    }

    private SlidingWindow lock(LimitName name) {
        jdbc.sql("""
                        insert into limit_counter (name, team, slots, second, used_at)
                        values (?, ?, array_fill(0::bigint, array[?]), 0, clock_timestamp()) on conflict do nothing
                        """).params(name.name(), name.team(), SlidingWindow.SECONDS).update();
        return jdbc.sql("""
                        select slots, second, floor(extract(epoch from clock_timestamp()))::bigint as now
                        from limit_counter where name = ? for update
                        """).param(name.name()).query((row, _) -> window(row)).single();
    }

    private static SlidingWindow window(ResultSet row) throws SQLException {
        Long[] slots = (Long[]) row.getArray("slots").getArray();
        long now = row.getLong("now");
        SlidingWindow window = slots.length == SlidingWindow.SECONDS
                ? new SlidingWindow(
                        Arrays.stream(slots).mapToLong(Long::longValue).toArray(), row.getLong("second"))
                : SlidingWindow.empty(now);
        window.moveTo(now);
        return window;
    }

    private void write(LimitName name, SlidingWindow window) {
        Long[] slots = Arrays.stream(window.slots()).boxed().toArray(Long[]::new);
        jdbc.sql("update limit_counter set slots = ?, second = ?, used_at = clock_timestamp() where name = ?")
                .params(slots, window.second(), name.name())
                .update();
    }

    /// Deletes the counters that were unused for this long.
    int forget(Duration unused) {
        return jdbc.sql("delete from limit_counter where used_at < clock_timestamp() - ? * interval '1 second'")
                .param(unused.toSeconds())
                .update();
    }
}
