package io.plumbline.gateway.budget.ledger;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// This replica's lease of a budget for a period. Reserving needs a compare-and-set and no lock. All changes of
/// the database row are made under [#database], so that memory and row change together. Amounts are in 10⁻¹⁰
/// dollars. Thread-safe.
///
/// Invariant: the amount in use (reserved by current calls, or used by calls that are not in the database yet)
/// that [#reserve] admitted never exceeds the leased amount.
final class Lease {

    private final LeaseKey key;
    private final ReentrantLock database = new ReentrantLock();
    private final ReentrantLock waiting = new ReentrantLock();
    private final Condition changed = waiting.newCondition();
    private final AtomicLong inUse = new AtomicLong();
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicBoolean refilling = new AtomicBoolean();
    private long changes;
    private volatile long leased;
    private volatile long validUntil = System.nanoTime();
    private volatile long spent;
    private volatile long left = Long.MAX_VALUE;
    private volatile long usedAt = System.nanoTime();
    private volatile long askedAt = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
    private volatile boolean failing;
    private volatile boolean closed;

    Lease(LeaseKey key) {
        this.key = key;
    }

    LeaseKey key() {
        return key;
    }

    /// Returns the lock for changes of the lease's row.
    ReentrantLock database() {
        return database;
    }

    /// Reserves an amount for a call if it is available.
    boolean reserve(long amount) {
        long now = System.nanoTime();
        while (now - validUntil < 0) {
            long before = inUse.get();
            if (leased - before < amount) {
                return false;
            }
            if (inUse.compareAndSet(before, before + amount)) {
                usedAt = now;
                return true;
            }
        }
        return false;
    }

    /// Reserves an amount even if it is not available: the call continues without cover.
    void force(long amount) {
        inUse.addAndGet(amount);
    }

    /// Closes the lease if nothing of it is leased, in use or waited for; only under [#database].
    boolean close() {
        closed = true;
        closed = leased == 0 && inUse.get() == 0 && wanted.get() == 0;
        return closed;
    }

    /// Whether another lease has replaced it.
    boolean isClosed() {
        return closed;
    }

    /// Releases an amount that a call did not use.
    void release(long amount) {
        inUse.addAndGet(-amount);
        if (wanted.get() > 0) {
            announce(false);
        }
    }

    /// Removes the free amount above `keep`, to be returned to the ledger. It counts as in use until [#returned].
    long takeFree(long keep) {
        while (true) {
            long before = inUse.get();
            long free = leased - before;
            if (free <= keep) {
                return 0;
            }
            free -= keep;
            if (inUse.compareAndSet(before, before + free)) {
                return free;
            }
        }
    }

    /// Adopts the state of the row; only under [#database].
    void leased(LeaseStore.Balance balance, long newValidUntil) {
        leased = balance.leased();
        look(balance.spent(), balance.left());
        validUntil = newValidUntil;
    }

    /// Records that the amount from [#takeFree] may be back in the ledger; only under [#database].
    void gone(long amount) {
        long before = leased;
        leased = before - amount;
    }

    /// Records that the amount from [#takeFree] is back in the ledger; only after [#leased] or [#gone].
    void returned(long amount) {
        inUse.addAndGet(-amount);
    }

    /// Records that calls that used this amount are charged; only under [#database].
    void charged(long newLeased, long used) {
        leased = newLeased;
        inUse.addAndGet(-used);
    }

    /// Records the state of the whole budget.
    void look(long newSpent, long newLeft) {
        spent = newSpent;
        left = newLeft;
    }

    void renewed(long newValidUntil) {
        validUntil = newValidUntil;
    }

    long free() {
        return leased - inUse.get();
    }

    long inUse() {
        return inUse.get();
    }

    long leased() {
        return leased;
    }

    long spent() {
        return spent;
    }

    /// Returns the amount that was neither spent nor leased at the last check.
    long left() {
        return left;
    }

    long usedAt() {
        return usedAt;
    }

    /// Returns the total for which calls wait.
    long wanted() {
        return wanted.get();
    }

    void want(long amount) {
        wanted.addAndGet(amount);
    }

    /// Whether the calling thread may consult the ledger now: no other thread does, and none has just done so.
    boolean beginsToAsk(long pauseNanos) {
        long now = System.nanoTime();
        if (now - askedAt < pauseNanos || !refilling.compareAndSet(false, true)) {
            return false;
        }
        askedAt = now;
        return true;
    }

    /// Records the end of a ledger request.
    ///
    /// @param reached whether the ledger answered
    void asked(boolean reached) {
        failing = !reached;
        answers.incrementAndGet();
        refilling.set(false);
        announce(true);
    }

    /// Returns how often the ledger was consulted.
    long answers() {
        return answers.get();
    }

    /// Whether the ledger was unavailable a moment ago, or has kept a thread waiting for too long.
    boolean isOutOfReach(long longestNanos) {
        long since = System.nanoTime() - askedAt;
        return failing ? since < TimeUnit.SECONDS.toNanos(1) : refilling.get() && since > longestNanos;
    }

    /// Wakes waiting threads. Money that one call returns is seldom enough for more than one; the others recheck
    /// by themselves.
    private void announce(boolean toAll) {
        waiting.lock();
        try {
            changes++;
            if (toAll) {
                changed.signalAll();
            } else {
                changed.signal();
            }
        } finally {
            waiting.unlock();
        }
    }

    /// Returns the number of changes that matter to waiting threads.
    long changes() {
        waiting.lock();
        try {
            return changes;
        } finally {
            waiting.unlock();
        }
    }

    /// Waits for a change since then, for a limited time.
    void awaitChange(long since, long nanos) throws InterruptedException {
        waiting.lock();
        try {
            long left = nanos;
            while (changes == since && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            waiting.unlock();
        }
    }
}
