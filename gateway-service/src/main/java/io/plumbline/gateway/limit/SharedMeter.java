package io.plumbline.gateway.limit;

import io.plumbline.gateway.limit.LimitLedger.Reply;
import io.plumbline.gateway.limit.LimitStore.Grant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// So many in each minute, of all replicas together. Some are taken from the shared counter ahead of need,
/// fewer the less there are, and given back after a second if nobody needed them; what turns out to have been
/// more than was taken is counted when it is known. While the counter cannot be asked, this replica limits by
/// itself ([Meter]). Thread-safe.
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

    /// What came of an attempt to take some.
    ///
    /// @param reading what is left, and when there is more
    /// @param shared whether the shared counter was asked
    record Taken(Meter.Reading reading, boolean shared) {}

    /// Takes that many if they are there. More than there ever are count as all of them.
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

    /// Empty when the counter is to be asked.
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

    /// @return false when the counter cannot be asked
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

    /// Whether another has asked in the meantime.
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

    /// Without an answer, what was to be given back is this replica's only if it surely is not back; else the counter
    /// and the replica would both have it. What is lost so is there again in a minute. What was used beyond is told
    /// again: rather twice than never.
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

    /// What this replica has and has not used; below 0 what it has used beyond.
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

    /// Corrects what was taken by what was used.
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

    /// Tells the counter what was used beyond, and gives back what was not needed for a while.
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
