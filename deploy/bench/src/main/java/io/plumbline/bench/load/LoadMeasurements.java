package io.plumbline.bench.load;

import java.util.List;

/// The measurements of a load. Times in nanoseconds, ascending.
public final class LoadMeasurements {

    private final long[] first;
    private final long[] whole;
    private final long elapsed;
    private final long refused;

    private LoadMeasurements(long[] first, long[] whole, long elapsed, long refused) {
        this.first = first;
        this.whole = whole;
        this.elapsed = elapsed;
        this.refused = refused;
    }

    static LoadMeasurements of(List<LoadConnection.Timing> timings, long elapsedNanos) {
        return new LoadMeasurements(
                timings.stream()
                        .mapToLong(LoadConnection.Timing::firstNanos)
                        .sorted()
                        .toArray(),
                timings.stream()
                        .mapToLong(LoadConnection.Timing::wholeNanos)
                        .sorted()
                        .toArray(),
                elapsedNanos,
                timings.stream().filter(LoadConnection.Timing::refused).count());
    }

    public int calls() {
        return whole.length;
    }

    /// Calls that a guard refused.
    public long refused() {
        return refused;
    }

    public double callsPerSecond() {
        return calls() * 1e9 / elapsed;
    }

    /// The time to the end of an answer.
    ///
    /// @param quantile 0..1; the smallest time within which this share of the calls ended
    public double wholeMillis(double quantile) {
        return at(whole, quantile) / 1e6;
    }

    /// The time to the first text of an answer.
    public double firstMillis(double quantile) {
        return at(first, quantile) / 1e6;
    }

    private static long at(long[] ascending, double quantile) {
        int rank = (int) Math.ceil(quantile * ascending.length);
        return ascending[Math.clamp(rank, 1, ascending.length) - 1];
    }
}
