package io.plumbline.monitoring.detection;

import java.util.List;

/// The one-sided chart of the exponentially weighted moving average of standardised observations:
/// `E = max(0, (1 − λ)·E + λ·z)`, alarm at a limit. With λ = 0.1 it detects small, lasting shifts. The change
/// began when E last was zero.
///
/// @see <a href="https://doi.org/10.1080/00401706.1959.10489860">Roberts 1959</a>
public final class Ewma implements ChangeDetector {

    static final double WEIGHT = 0.1;

    private final double limit;
    private double average;
    private long since;

    private Ewma(double limit, double average, long since) {
        this.limit = limit;
        this.average = average;
        this.since = since;
    }

    /// @param limit of the average
    public static Ewma withLimit(double limit) {
        return new Ewma(limit, 0, 0);
    }

    /// @param runLength average number of observations until a false alarm
    static Ewma withRunLength(double runLength) {
        return withLimit(RunLength.limit(limit -> RunLength.of(1 - WEIGHT, WEIGHT, 0, limit), runLength));
    }

    static Ewma of(List<Double> state) {
        return new Ewma(state.get(0), state.get(1), Math.round(state.get(2)));
    }

    @Override
    public boolean add(double value) {
        if (average >= limit) {
            average = 0;
            since = 0;
        }
        since = average == 0 ? 1 : since + 1;
        average = Math.max(0, (1 - WEIGHT) * average + WEIGHT * value);
        return average >= limit;
    }

    @Override
    public long sinceChange() {
        return Math.max(1, since);
    }

    @Override
    public double evidence() {
        return average / limit;
    }

    @Override
    public List<Double> state() {
        return List.of(limit, average, (double) since);
    }
}
