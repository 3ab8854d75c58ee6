package io.plumbline.gateway.limit.counter;

import io.plumbline.gateway.limit.counter.LimitLedger.Reply;
import io.plumbline.gateway.limit.counter.LimitStore.Grant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// A limit per minute over all replicas. Takes some of the shared counter ahead of need, less the scarcer it is,
/// and returns it after a second if it was not needed. Usage beyond the amount taken is counted once it is known.
/// While the counter is unavailable, this replica limits on its own ([Meter]). Thread-safe.
final class SharedMeter {

    private static final int SHARE_OF_LIMIT = 50;
    private static final int SHARE_OF_REST = 8;
    private static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REFUSED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LimitName name;
    private final LimitLedger ledger;
    private final Meter alone;
    private final ReentrantLock asking = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong wanted = new AtomicLong();
    private long have;
    private long takenAt;
    private long refusedAt = System.nanoTime() - REFUSED_NANOS;
    private long refusedCount = Long.MAX_VALUE;
    private Grant last = new Grant(0, 0, 0, 0);
    private volatile long limit;

    SharedMeter(LimitName name, LimitLedger ledger, long limit) {
        this.name = name;
        this.ledger = ledger;
        this.limit = limit;
        this.alone = new Meter((int) limit);
    }

    /// The result of an attempt to take an amount.
    ///
    /// @param reading the remaining amount, and when there is more
    /// @param shared whether the shared counter was consulted
    record Taken(Meter.Reading reading, boolean shared) {}

    /// Takes the amount if it is available. An amount above the limit counts as the limit.
    Taken take(long count, long newLimit) {
        if (newLimit != limit) {
            limit = newLimit;
            alone.limit((int) newLimit);
        }
        long least = Math.clamp(count, 1, newLimit);
        wanted.addAndGet(least);
        try {
            while (true) {
                Optional<Meter.Reading> reading = takeOfOwn(least);
                if (reading.isPresent()) {
                    return new Taken(reading.get(), true);
                }
                if (!ask(least)) {
                    return new Taken(alone.take(least), false);
                }
            }
        } finally {
            wanted.addAndGet(-least);
        }
    }

    /// Returns empty if the counter must be consulted.
    private Optional<Meter.Reading> takeOfOwn(long least) {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (have >= least && now - takenAt < LEASE_NANOS) {
                have -= least;
                return Optional.of(
                        new Meter.Reading(least, limit, last.left() + Math.max(0, have), last.resetSeconds(), 0));
            }
            if (least >= refusedCount && now - refusedAt < REFUSED_NANOS) {
                return Optional.of(new Meter.Reading(
                        0,
                        limit,
                        last.left() + Math.max(0, have),
                        last.resetSeconds(),
                        Math.max(1, last.waitSeconds())));
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// @return false if the counter is unavailable
    private boolean ask(long least) {
        try {
            if (!asking.tryLock(ledger.longestWaitNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            return hasAnswer(least) || exchange(least);
        } finally {
            asking.unlock();
        }
    }

    /// Whether another thread has consulted the counter in the meantime.
    private boolean hasAnswer(long least) {
        lock.lock();
        try {
            long now = System.nanoTime();
            return (have >= least && now - takenAt < LEASE_NANOS)
                    || (least >= refusedCount && now - refusedAt < REFUSED_NANOS);
        } finally {
            lock.unlock();
        }
    }

    private boolean exchange(long least) {
        long mine = takeBack();
        long most = limit;
        long all = Math.max(least, wanted.get());
        long rest = Math.max(0, remaining() - all);
        long ahead = Math.min(most / SHARE_OF_LIMIT, rest / SHARE_OF_REST);
        Reply<Grant> reply = ledger.ask(store -> store.exchange(name, most, -mine, least, all + ahead));
        lock.lock();
        try {
            Grant grant = reply.answer().orElse(null);
            if (grant == null) {
                keep(mine, reply);
                return false;
            }
            have += grant.granted();
            takenAt = System.nanoTime();
            last = grant;
            refusedCount = Long.MAX_VALUE;
            if (last.granted() == 0) {
                refusedAt = takenAt;
                refusedCount = least;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Settles a request without an answer. An amount that was to be returned is kept only if the counter surely
    /// did not receive it; otherwise both would have it. An amount lost this way is available again within a
    /// minute. Usage beyond the amount taken is reported again, since twice is better than never.
    private void keep(long mine, Reply<Grant> reply) {
        if (mine < 0 || !reply.isDone()) {
            have += mine;
        }
    }

    private long remaining() {
        lock.lock();
        try {
            return last.left();
        } finally {
            lock.unlock();
        }
    }

    /// Returns what this replica holds and has not used; below 0 if it has used more.
    private long takeBack() {
        lock.lock();
        try {
            long mine = have;
            have = 0;
            return mine;
        } finally {
            lock.unlock();
        }
    }

    /// Corrects the amount taken by the amount used.
    void settle(long taken, long used, boolean shared) {
        if (!shared) {
            alone.settle(taken, used);
            return;
        }
        lock.lock();
        try {
            have += taken - used;
        } finally {
            lock.unlock();
        }
    }

    /// Reports excess usage to the counter, and returns what was not needed for a while.
    void tidy() {
        if (!isUntidy() || !asking.tryLock()) {
            return;
        }
        try {
            long mine = takeBack();
            long most = limit;
            Reply<Grant> reply = ledger.ask(store -> store.exchange(name, most, -mine, 0, 0));
            lock.lock();
            try {
                reply.answer().ifPresentOrElse(grant -> last = grant, () -> keep(mine, reply));
            } finally {
                lock.unlock();
            }
        } finally {
            asking.unlock();
        }
    }

    private boolean isUntidy() {
        lock.lock();
        try {
            return have < 0 || (have > 0 && System.nanoTime() - takenAt >= LEASE_NANOS);
        } finally {
            lock.unlock();
        }
    }
}
