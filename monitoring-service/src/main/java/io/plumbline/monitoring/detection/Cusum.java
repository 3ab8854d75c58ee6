package io.plumbline.monitoring.detection;

import java.util.List;

/// The one-sided cumulative sum chart of standardised observations: `S = max(0, S + z − k)`, alarm at `S ≥ h`. With
/// k = 0.5 it is the fastest chart for a shift of one standard deviation. The change began when S last was zero.
///
/// @see <a href="https://doi.org/10.1093/biomet/41.1-2.100">Page 1954</a>
public final class Cusum implements ChangeDetector {

    static final double ALLOWANCE = 0.5;

    private final double limit;
    private double sum;
    private long since;

    private Cusum(double limit, double sum, long since) {
        this.limit = limit;
        this.sum = sum;
        this.since = since;
    }

    /// @param limit h
    public static Cusum withLimit(double limit) {
        return new Cusum(limit, 0, 0);
    }

    /// @param runLength average number of observations until a false alarm
    static Cusum withRunLength(double runLength) {
        return withLimit(RunLength.limit(limit -> RunLength.of(1, 1, ALLOWANCE, limit), runLength));
    }

    static Cusum of(List<Double> state) {
        return new Cusum(state.get(0), state.get(1), Math.round(state.get(2)));
    }

    @Override
    public boolean add(double value) {
        if (sum >= limit) {
            sum = 0;
            since = 0;
        }
        since = sum == 0 ? 1 : since + 1;
        sum = Math.max(0, sum + value - ALLOWANCE);
        return sum >= limit;
    }

    @Override
    public long sinceChange() {
        return Math.max(1, since);
    }

    @Override
    public double evidence() {
        return sum / limit;
    }

    @Override
    public List<Double> state() {
        return List.of(limit, sum, (double) since);
    }
}
