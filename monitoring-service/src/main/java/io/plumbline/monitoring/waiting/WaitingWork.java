package io.plumbline.monitoring.waiting;

import io.plumbline.kit.tenancy.Tenancy;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds out which background jobs have work, with one query for all of them.
///
/// Jobs check for work up to four times a second, and mostly find none. A transaction for each of them kept an idle
/// service busy. An answer is used for a quarter of a second, so a job starts at most that much later. An answer may be
/// wrong by then: a job still locks what it works on.
@Component
public class WaitingWork {

    private static final Duration FRESH = Duration.ofMillis(250);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    /// Guarded by the lock.
    private final List<String> conditions = new ArrayList<>();
    /// By the index of the condition; guarded by the lock.
    private List<Boolean> answers = List.of();
    /// Guarded by the lock.
    private long answeredAt;

    WaitingWork(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Adds a job.
    ///
    /// @param condition a constant condition in SQL that is true if the job has work; `:now` is the time
    public Check check(String condition) {
        lock.lock();
        try {
            conditions.add(condition);
            return new Check(conditions.size() - 1);
        } finally {
            lock.unlock();
        }
    }

    private boolean isThere(int index) {
        lock.lock();
        try {
            if (index >= answers.size() || System.nanoTime() - answeredAt > FRESH.toNanos()) {
                answers = Tenancy.asWorker(this::ask);
                answeredAt = System.nanoTime();
            }
            return answers.get(index);
        } finally {
            lock.unlock();
        }
    }

    private List<Boolean> ask() {
        List<String> asked = List.copyOf(conditions);
        return jdbc.sql(asked.stream().collect(Collectors.joining("), (", "select (", ")")))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> {
                    List<Boolean> found = new ArrayList<>();
                    for (int column = 1; column <= asked.size(); column++) {
                        found.add(row.getBoolean(column));
                    }
                    return List.copyOf(found);
                })
                .single();
    }

    /// Whether one job has work.
    public final class Check {

        private final int index;

        private Check(int index) {
            this.index = index;
        }

        /// Returns whether the job had work within the last quarter of a second. Call it outside of transactions.
        public boolean isThere() {
            return WaitingWork.this.isThere(index);
        }
    }
}
