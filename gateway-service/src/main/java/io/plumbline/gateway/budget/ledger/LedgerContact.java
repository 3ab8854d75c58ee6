package io.plumbline.gateway.budget.ledger;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Tracks how long the ledger has answered this replica without interruption. While the ledger is unavailable, no
/// lease can be renewed. Leases of live replicas expire too, although their calls' usage is still only in
/// journals. Once the ledger answers again, expired leases are therefore left to their holders for one lease
/// time, in which every live replica renews its own. A replica that has just started knows nothing of the time
/// before.
///
/// Silence of half a lease time counts as an interruption. A lease is renewed five times per lease time, so a
/// shorter silence lets none expire. Thread-safe.
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

    /// Records that the ledger answered.
    synchronized void answered() {
        long now = clock.getAsLong();
        if (now - last > breakNanos) {
            since = now;
        }
        last = now;
    }

    /// Whether expired leases belong to replicas that no longer exist.
    synchronized boolean isSteady() {
        long now = clock.getAsLong();
        return now - last <= breakNanos && now - since >= graceNanos;
    }
}
