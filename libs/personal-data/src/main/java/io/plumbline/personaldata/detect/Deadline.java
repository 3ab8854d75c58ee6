package io.plumbline.personaldata.detect;

import io.plumbline.embeddings.TextEncoder.TimeLimit;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The time limit of work on a text, shared by any number of detectors and texts. Thread-safe.
///
/// Workers check it every few thousand characters. A text crafted to be slow to inspect therefore costs hardly
/// more than the given time.
public final class Deadline implements TimeLimit {

    /// No time limit.
    public static final Deadline NONE = new Deadline(null, 0, 0);

    private final @Nullable LongSupplier nanoTime;
    private final long end;
    private final long length;

    private Deadline(@Nullable LongSupplier nanoTime, long end, long length) {
        this.nanoTime = nanoTime;
        this.end = end;
        this.length = length;
    }

    /// This many milliseconds from now.
    public static Deadline in(int millis) {
        return in(millis, System::nanoTime);
    }

    /// This many milliseconds from now by this clock.
    ///
    /// @param nanoTime as [System#nanoTime]
    public static Deadline in(int millis, LongSupplier nanoTime) {
        long length = TimeUnit.MILLISECONDS.toNanos(millis);
        return new Deadline(nanoTime, nanoTime.getAsLong() + length, length);
    }

    /// The earlier of this deadline and this many milliseconds from now.
    public Deadline within(int millis) {
        LongSupplier clock = nanoTime == null ? System::nanoTime : nanoTime;
        Deadline other = in(millis, clock);
        return nanoTime == null || other.end - end < 0 ? other : this;
    }

    /// An earlier deadline, for work that must leave time for the rest.
    ///
    /// @param share of the total time, above 0 and at most 1
    public Deadline early(double share) {
        long given = Math.round(length * share);
        return nanoTime == null ? this : new Deadline(nanoTime, end - length + given, given);
    }

    @Override
    public boolean isPast() {
        return !covers(0);
    }

    @Override
    public boolean covers(long nanos) {
        return nanoTime == null || end - nanoTime.getAsLong() >= nanos;
    }

    /// @throws PastException when the deadline is past
    public void check() {
        if (isPast()) {
            throw new PastException();
        }
    }

    /// The time is up. Contains nothing of the text.
    public static final class PastException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private PastException() {
            super("no time is left", null, false, false);
        }
    }
}
