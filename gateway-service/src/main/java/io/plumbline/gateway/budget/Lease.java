package io.plumbline.gateway.budget;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What this replica has leased of a budget for a period. Reserving takes a compare-and-set and no lock. All
/// that concerns the row in the database is done under [#database], so that what is here and what is there
/// change together. Amounts are in 10⁻¹⁰ dollars. Thread-safe.
///
/// Invariant: what is in use (reserved by calls under way, or used by calls that are not in the database yet)
/// and has been let in by [#reserve] is at most what is leased.
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

    /// Held by whoever changes the lease's row.
    ReentrantLock database() {
        return database;
    }

    /// Takes so much for a call, if it is there.
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

    /// Takes so much though it may not be there: the call goes on without.
    void force(long amount) {
        inUse.addAndGet(amount);
    }

    /// Ends the lease if nothing of it is leased, in use or waited for; only under [#database].
    boolean close() {
        closed = true;
        closed = leased == 0 && inUse.get() == 0 && wanted.get() == 0;
        return closed;
    }

    /// Whether another has taken its place.
    boolean isClosed() {
        return closed;
    }

    /// Gives back what a call did not use.
    void release(long amount) {
        inUse.addAndGet(-amount);
        if (wanted.get() > 0) {
            announce(false);
        }
    }

    /// Takes away what is free beyond so much, to be given back to the ledger. It counts as in use until
    /// [#returned].
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

    /// What the row says now; only under [#database].
    void leased(LeaseStore.Balance balance, long newValidUntil) {
        leased = balance.leased();
        look(balance.spent(), balance.left());
        validUntil = newValidUntil;
    }

    /// What was taken by [#takeFree] may be in the ledger again; only under [#database].
    void gone(long amount) {
        long before = leased;
        leased = before - amount;
    }

    /// What was taken by [#takeFree] is in the ledger again; only after [#leased] or [#gone].
    void returned(long amount) {
        inUse.addAndGet(-amount);
    }

    /// Calls have been charged that had used so much; only under [#database].
    void charged(long newLeased, long used) {
        leased = newLeased;
        inUse.addAndGet(-used);
    }

    /// What is known of the budget as a whole.
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

    /// What was in nobody's hands when last looked at.
    long left() {
        return left;
    }

    long usedAt() {
        return usedAt;
    }

    /// Calls wait for so much in all.
    long wanted() {
        return wanted.get();
    }

    void want(long amount) {
        wanted.addAndGet(amount);
    }

    /// Whether the one who asks may ask the ledger now: nobody else does, and nobody has just done it.
    boolean beginsToAsk(long pauseNanos) {
        long now = System.nanoTime();
        if (now - askedAt < pauseNanos || !refilling.compareAndSet(false, true)) {
            return false;
        }
        askedAt = now;
        return true;
    }

    /// The ledger has answered, or could not be asked.
    void asked(boolean reached) {
        failing = !reached;
        answers.incrementAndGet();
        refilling.set(false);
        announce(true);
    }

    /// How often the ledger was asked.
    long answers() {
        return answers.get();
    }

    /// Whether the ledger could not be asked a moment ago, or has kept somebody waiting for long.
    boolean isOutOfReach(long longestNanos) {
        long since = System.nanoTime() - askedAt;
        return failing ? since < TimeUnit.SECONDS.toNanos(1) : refilling.get() && since > longestNanos;
    }

    /// What one call gives back is seldom enough for more than one: the others look again by themselves.
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

    /// How often something has changed for those who wait.
    long changes() {
        waiting.lock();
        try {
            return changes;
        } finally {
            waiting.unlock();
        }
    }

    /// Waits until something has changed since then, at most so long.
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
