package io.plumbline.gateway.journal;

import java.time.Duration;

/// How long the drain waits for more. Where little comes, as long as it is told to. Where much does, until
/// there is enough for a whole batch, since each costs a transaction; and never longer than five times as
/// long. One thread.
final class DrainPace {

    /// Of a batch: less is little.
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

    /// A batch has been stored.
    void stored(int newRecords, long newBytes) {
        records += newRecords;
        bytes += newBytes;
    }

    /// Nothing is left, and waiting begins.
    ///
    /// @return what there is to be before more is stored, unless time is up
    Wait begin() {
        boolean much = records >= Math.max(2, batch / MUCH);
        long whole = much ? Math.min(mostPending, bytes / records * batch) : 0;
        records = 0;
        bytes = 0;
        return new Wait(intervalNanos, much ? LONGEST * intervalNanos : intervalNanos, whole);
    }

    /// @param least nanoseconds
    /// @param most nanoseconds
    /// @param wholeBytes what makes a whole batch
    record Wait(long least, long most, long wholeBytes) {

        boolean isOver(long nanos, long pendingBytes) {
            return nanos >= most || (nanos >= least && pendingBytes >= wholeBytes);
        }

        static Wait of(Duration time) {
            return new Wait(time.toNanos(), time.toNanos(), 0);
        }
    }
}
