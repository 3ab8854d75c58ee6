package io.plumbline.gateway.journal;

import java.time.Duration;

/// How long the drain waits for more records. At a low rate, it waits for the configured interval. At a high
/// rate, it waits until a whole batch is ready, since each batch costs a transaction, but at most five times the
/// interval. One thread.
final class DrainPace {

    /// An eighth of a batch or more between two waits is a high rate. Pending bytes are limited in the same way.
    private static final int MUCH = 8;

    private static final int LONGEST = 5;

    private final long intervalNanos;
    private final int batch;
    private final long mostPending;
    private int records;
    private long bytes;

    DrainPace(JournalProperties.Audit settings) {
        this.intervalNanos = settings.drainInterval().toNanos();
        this.batch = settings.batch();
        this.mostPending = settings.maxPending().toBytes() / MUCH;
    }

    /// Records that a batch was stored.
    void stored(int newRecords, long newBytes) {
        records += newRecords;
        bytes += newBytes;
    }

    /// Begins to wait because nothing is left.
    ///
    /// @return the condition for the next batch, unless time is up
    Wait begin() {
        boolean much = records >= Math.max(2, batch / MUCH);
        long whole = much ? Math.min(mostPending, bytes / records * batch) : 0;
        records = 0;
        bytes = 0;
        return new Wait(intervalNanos, much ? LONGEST * intervalNanos : intervalNanos, whole);
    }

    /// @param least nanoseconds
    /// @param most nanoseconds
    /// @param wholeBytes size of a whole batch
    record Wait(long least, long most, long wholeBytes) {

        boolean isOver(long nanos, long pendingBytes) {
            return nanos >= most || (nanos >= least && pendingBytes >= wholeBytes);
        }

        static Wait of(Duration time) {
            return new Wait(time.toNanos(), time.toNanos(), 0);
        }
    }
}
