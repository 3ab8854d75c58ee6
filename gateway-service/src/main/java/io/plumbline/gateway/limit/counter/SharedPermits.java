package io.plumbline.gateway.limit.counter;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A limit of concurrent calls over all replicas. A replica holds permits for its current calls and for some
/// more, at most a twentieth of the limit, and returns those that it does not need. While the counter is
/// unavailable, it limits on its own. Thread-safe.
final class SharedPermits {

    private static final int SHARE = 20;
    private static final int HALF = 32;
    private static final long MASK = 0xFFFF_FFFFL;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long RENEW_NANOS = LimitStore.PERMIT_TIME.toNanos() / 5;
    private static final long USABLE_NANOS = LimitStore.PERMIT_TIME.toNanos() / 10 * 9;

    private final LimitName name;
    private final LimitLedger ledger;
    private final ReentrantLock asking = new ReentrantLock();

    /// Permits in the upper half, current calls in the lower, so that both change together.
    private final AtomicLong state = new AtomicLong();

    private volatile long askedAt = System.nanoTime() - USABLE_NANOS;
    private volatile int limit = Integer.MAX_VALUE;
    private volatile boolean scarce;

    SharedPermits(LimitName name, LimitLedger ledger) {
        this.name = name;
        this.ledger = ledger;
    }

    private static int permits(long state) {
        return (int) (state >>> HALF);
    }

    private static int inFlight(long state) {
        return (int) (state & MASK);
    }

    /// Counts a call without a limit.
    void enter() {
        state.incrementAndGet();
    }

    /// Admits a call if there is room; may wait briefly for another replica to return permits.
    boolean enter(int newLimit) {
        limit = newLimit;
        long begin = System.nanoTime();
        while (true) {
            if (System.nanoTime() - askedAt < USABLE_NANOS && enterUpTo(permits(state.get()))) {
                return true;
            }
            if (inFlight(state.get()) >= newLimit) {
                return false;
            }
            if (!ask(1)) {
                return enterUpTo(newLimit);
            }
            if (enterUpTo(permits(state.get()))) {
                return true;
            }
            if (System.nanoTime() - begin > LONGEST_WAIT_NANOS) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean enterUpTo(int most) {
        while (true) {
            long before = state.get();
            if (inFlight(before) >= most) {
                return false;
            }
            if (state.compareAndSet(before, before + 1)) {
                return true;
            }
        }
    }

    void leave() {
        state.decrementAndGet();
    }

    /// @param more calls that wait for admission
    /// @return false if the counter is unavailable
    private boolean ask(int more) {
        asking.lock();
        try {
            long before = state.get();
            if (more > 0 && inFlight(before) < permits(before) && System.nanoTime() - askedAt < USABLE_NANOS) {
                return true;
            }
            int most = limit;
            boolean idle = more == 0 && inFlight(before) == 0;
            int headroom = scarce || idle ? 0 : most / SHARE;
            // What is given back must not be in use a moment later: it is taken away first.
            int wanted = lower(inFlight(before) + more + headroom);
            long begin = System.nanoTime();
            Optional<Integer> granted =
                    ledger.ask(store -> store.permits(name, most, wanted)).answer();
            granted.ifPresent(permits -> {
                scarce = permits < wanted;
                set(permits);
                askedAt = begin;
            });
            return granted.isPresent();
        } finally {
            asking.unlock();
        }
    }

    /// Reduces the permits to the wanted number, but not below the number of current calls.
    ///
    /// @return the resulting number
    private int lower(int wanted) {
        while (true) {
            long before = state.get();
            int least = Math.max(wanted, inFlight(before));
            if (permits(before) <= least || state.compareAndSet(before, with(least, before))) {
                return least;
            }
        }
    }

    private void set(int permits) {
        state.updateAndGet(before -> with(permits, before));
    }

    private static long with(int permits, long state) {
        return ((long) permits << HALF) | (state & MASK);
    }

    /// Returns unneeded permits and renews the rest.
    void tidy() {
        long now = state.get();
        int spare = permits(now) - inFlight(now);
        boolean much = spare > (scarce ? 0 : 2 * (limit / SHARE));
        boolean late = permits(now) > 0 && System.nanoTime() - askedAt > RENEW_NANOS;
        if (much || late) {
            ask(0);
        }
    }
}
