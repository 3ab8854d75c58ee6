package io.plumbline.gateway.upstream;

import java.util.concurrent.atomic.AtomicLong;

/// Limits the retries of one target to a share of its calls, plus ten in reserve, so that retries cannot multiply
/// an outage. If every call fails, a share of 0.2 lets 1.2 times the calls through, instead of 1 + retries times.
/// A token bucket that calls fill, not time. Thread-safe.
final class RetryBudget {

    private static final long RETRY = 1_000;
    private static final long RESERVE = 10 * RETRY;

    private final long perCall;
    private final AtomicLong left = new AtomicLong(RESERVE);

    /// @param share retries per call, 0..1
    RetryBudget(double share) {
        perCall = Math.round(share * RETRY);
    }

    /// Counts a call.
    void called() {
        if (left.get() < RESERVE) {
            left.accumulateAndGet(perCall, (now, more) -> Math.min(RESERVE, now + more));
        }
    }

    /// Takes one retry if there is one.
    boolean take() {
        while (true) {
            long now = left.get();
            if (now < RETRY) {
                return false;
            }
            if (left.compareAndSet(now, now - RETRY)) {
                return true;
            }
        }
    }

    /// Returns the retries left, 0..10.
    int left() {
        return (int) (left.get() / RETRY);
    }
}
