package io.plumbline.gateway.limit;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks the shared counters, and waits for an answer no longer than a moment. While they cannot be asked,
/// nobody waits for them: each replica limits by itself then. Thread-safe.
@Component
class LimitLedger implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LimitLedger.class);
    private static final int ASKERS = 4;
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ExecutorService asking = Executors.newFixedThreadPool(
            ASKERS, Thread.ofPlatform().daemon().name("limit-", 0).factory());
    private final LimitStore store;
    private final long longestWaitNanos;
    private volatile long awaySince = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
    private volatile boolean away;

    LimitLedger(LimitStore store, LimitLedgerProperties properties) {
        this.store = store;
        this.longestWaitNanos = properties.longestWait().toNanos();
    }

    /// How long a call may wait for the counters, in nanoseconds.
    long longestWaitNanos() {
        return longestWaitNanos;
    }

    /// Empty while the counters cannot be asked.
    <T> Optional<T> ask(Function<LimitStore, T> question) {
        if (away && System.nanoTime() - awaySince < AWAY_NANOS) {
            return Optional.empty();
        }
        FutureTask<T> task = new FutureTask<>(() -> question.apply(store));
        asking.execute(task);
        try {
            T answer = task.get(longestWaitNanos, TimeUnit.NANOSECONDS);
            if (away) {
                away = false;
                log.info("Limits are shared between replicas again");
            }
            return Optional.of(answer);
        } catch (ExecutionException | TimeoutException e) {
            if (!away) {
                log.atWarn()
                        .addKeyValue("reason", e.getClass().getSimpleName())
                        .log("Limits cannot be shared between replicas now: each limits by itself");
            }
            away = true;
            awaySince = System.nanoTime();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
