package io.plumbline.eval.trial;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.transaction.support.TransactionTemplate;

/// Waits for the end of trials. It holds no connection while it waits. Beyond fifty waiting callers, it returns at
/// once.
public final class TrialEnd {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int MOST_WAIT = 50;

    private final TrialStore<?, ?> trials;
    private final TransactionTemplate transactions;
    private final Semaphore waits = new Semaphore(MOST_WAIT);

    public TrialEnd(TrialStore<?, ?> trials, TransactionTemplate transactions) {
        this.trials = trials;
        this.transactions = transactions;
    }

    /// Returns once the trial has ended, or after these seconds.
    public void await(UUID id, int seconds) {
        if (seconds > 0 && waits.tryAcquire()) {
            try {
                waitFor(id, seconds);
            } finally {
                waits.release();
            }
        }
    }

    private void waitFor(UUID id, int seconds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (isOpen(id) && System.nanoTime() < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean isOpen(UUID id) {
        return Boolean.TRUE.equals(transactions.execute(_ -> trials.isOpen(id)));
    }
}
