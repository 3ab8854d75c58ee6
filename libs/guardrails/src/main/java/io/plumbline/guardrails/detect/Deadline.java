package io.plumbline.guardrails.detect;

import io.plumbline.embeddings.TimeLimit;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Until when work on a text may go on, whatever number of detectors and texts share it. Thread-safe.
///
/// Whoever works asks again every few thousand characters, so that text which is dear to look at, and made to be,
/// costs hardly more than the time that was given.
public final class Deadline implements TimeLimit {

    /// No end.
    public static final Deadline NONE = new Deadline(null, 0, 0);

    private final @Nullable LongSupplier nanoTime;
    private final long end;
    private final long length;

    private Deadline(@Nullable LongSupplier nanoTime, long end, long length) {
        this.nanoTime = nanoTime;
        this.end = end;
        this.length = length;
    }

    /// So many milliseconds from now.
    public static Deadline in(int millis) {
        return in(millis, System::nanoTime);
    }

    /// So many milliseconds from now by this clock.
    ///
    /// @param nanoTime as [System#nanoTime]
    public static Deadline in(int millis, LongSupplier nanoTime) {
        long length = TimeUnit.MILLISECONDS.toNanos(millis);
        return new Deadline(nanoTime, nanoTime.getAsLong() + length, length);
    }

    /// The sooner of this one and so many milliseconds from now.
    public Deadline within(int millis) {
        LongSupplier clock = nanoTime == null ? System::nanoTime : nanoTime;
        Deadline other = in(millis, clock);
        return nanoTime == null || other.end - end < 0 ? other : this;
    }

    /// An earlier one, for what must leave time for the rest.
    ///
    /// @param share of the time given in all, above 0 and at most 1
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

    /// @throws PastException when it is past
    public void check() {
        if (isPast()) {
            throw new PastException();
        }
    }

    /// The time is up. Says nothing of the text.
    public static final class PastException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private PastException() {
            super("no time is left", null, false, false);
        }
    }
}
