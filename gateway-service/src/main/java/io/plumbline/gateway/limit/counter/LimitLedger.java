package io.plumbline.gateway.limit.counter;

import io.plumbline.kit.tenancy.Tenancy;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/// Consults the shared counters, with a short timeout. While they are unavailable, no call waits for them, and
/// each replica limits on its own. Thread-safe.
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

    /// Returns how long a call may wait for the counters, in nanoseconds.
    long longestWaitNanos() {
        return longestWaitNanos;
    }

    /// The result of a request.
    ///
    /// @param answer empty while the counters are unavailable
    /// @param isDone whether the request was executed, or may still be
    record Reply<T>(Optional<T> answer, boolean isDone) {

        private static <T> Reply<T> none(boolean isDone) {
            return new Reply<>(Optional.empty(), isDone);
        }
    }

    /// A request that can be withdrawn until it is sent.
    private static final class Question<T> extends FutureTask<T> {

        private final AtomicBoolean taken = new AtomicBoolean();

        Question(Callable<T> question) {
            super(question);
        }

        @Override
        public void run() {
            if (taken.compareAndSet(false, true)) {
                super.run();
            }
        }

        /// @return false if it is being sent
        boolean takeBack() {
            return taken.compareAndSet(false, true);
        }
    }

    /// Sends a request. A request that times out is withdrawn unless it is already being sent.
    <T> Reply<T> ask(Function<LimitStore, T> question) {
        if (away && System.nanoTime() - awaySince < AWAY_NANOS) {
            return Reply.none(false);
        }
        Question<T> asked = new Question<>(() -> Tenancy.asWorker(() -> question.apply(store)));
        asking.execute(asked);
        try {
            T answer = asked.get(longestWaitNanos, TimeUnit.NANOSECONDS);
            if (away) {
                away = false;
                log.info("Limits are shared between replicas again");
            }
            return new Reply<>(Optional.of(answer), true);
        } catch (TimeoutException e) {
            isAway(e);
            return Reply.none(!asked.takeBack());
        } catch (ExecutionException e) {
            isAway(e);
            return Reply.none(!(e.getCause() instanceof CannotCreateTransactionException));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.none(!asked.takeBack());
        }
    }

    private void isAway(Exception e) {
        if (!away) {
            log.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Limits cannot be shared between replicas now: each limits by itself");
        }
        away = true;
        awaySince = System.nanoTime();
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
