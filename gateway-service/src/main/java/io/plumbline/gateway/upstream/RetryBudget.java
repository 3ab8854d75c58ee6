package io.plumbline.gateway.upstream;

import java.util.concurrent.atomic.AtomicLong;

/// How often calls to one target may be repeated: a share of the calls, and ten more in reserve. So retries cannot
/// multiply an outage: when every call fails, a share of 0.2 lets 1.2 times the calls through and not 1 + retries
/// times as many. A token bucket that is filled by calls and not by time. Thread-safe.
final class RetryBudget {

    private static final long RETRY = 1_000;
    private static final long RESERVE = 10 * RETRY;

    private final long perCall;
    private final AtomicLong left = new AtomicLong(RESERVE);

    /// @param share retries for each call, 0..1
    RetryBudget(double share) {
        perCall = Math.round(share * RETRY);
    }

    /// A call comes.
    void called() {
        if (left.get() < RESERVE) {
            left.accumulateAndGet(perCall, (now, more) -> Math.min(RESERVE, now + more));
        }
    }

    /// Takes one retry, if there is one.
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

    /// How many retries there are now, 0..10.
    int left() {
        return (int) (left.get() / RETRY);
    }
}
