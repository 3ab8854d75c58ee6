package io.plumbline.gateway.budget;

import java.time.Duration;
import java.util.function.LongSupplier;

/// For how long the ledger has answered this replica without a break. While it answers nobody, no lease can be renewed,
/// and those of live replicas expire too: what calls have used of them is only in journals yet. So once it answers
/// again, expired leases are left to their holders for as long as leases live, in which every replica that is alive
/// renews its own. A replica that has just started knows of no time before.
///
/// A silence of half a lease's time is a break: a lease is renewed five times in its time, so in a shorter silence none
/// expires. Thread-safe.
final class LedgerContact {

    private final long breakNanos;
    private final long graceNanos;
    private final LongSupplier clock;
    private long since;
    private long last;

    /// @param clock in nanoseconds, as [System#nanoTime]
    LedgerContact(Duration leaseTime, LongSupplier clock) {
        this.breakNanos = leaseTime.toNanos() / 2;
        this.graceNanos = leaseTime.toNanos();
        this.clock = clock;
        this.since = clock.getAsLong();
        this.last = since - graceNanos;
    }

    /// The ledger has answered.
    synchronized void answered() {
        long now = clock.getAsLong();
        if (now - last > breakNanos) {
            since = now;
        }
        last = now;
    }

    /// Whether leases that have expired are those of replicas that are gone.
    synchronized boolean isSteady() {
        long now = clock.getAsLong();
        return now - last <= breakNanos && now - since >= graceNanos;
    }
}
