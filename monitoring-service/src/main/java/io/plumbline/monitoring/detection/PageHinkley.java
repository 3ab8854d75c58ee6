package io.plumbline.monitoring.detection;

import java.util.List;

/// The one-sided Page–Hinkley test: `S = max(0, α·S + x − mean − δ)`, alarm at `S ≥ λ`, where the mean is that of
/// the observations so far. It needs no standardised observations, and it starts again with its mean after an
/// alarm. The change began when S last was zero.
///
/// As in river (online-ml/river at 063ca61d), whose alarms it reproduces.
public final class PageHinkley implements ChangeDetector {

    private static final double ALPHA = 0.9999;
    private static final int MIN_OBSERVATIONS = 30;
    /// For standardised observations, as the allowance of [Cusum].
    private static final double ALLOWANCE = 0.5;

    private final double delta;
    private final double limit;
    private double count;
    private double mean;
    private double sum;
    private long since;

    private PageHinkley(double delta, double limit) {
        this.delta = delta;
        this.limit = limit;
        restart();
    }

    /// @param delta the change that is tolerated
    /// @param limit λ
    public static PageHinkley of(double delta, double limit) {
        return new PageHinkley(delta, limit);
    }

    /// Returns a test of standardised observations. The limit is that of a [Cusum]. The run length is longer than
    /// that, because the mean follows the observations and the sum decays.
    ///
    /// @param runLength average number of observations until a false alarm
    static PageHinkley withRunLength(double runLength) {
        return of(ALLOWANCE, RunLength.limit(limit -> RunLength.of(1, 1, ALLOWANCE, limit), runLength));
    }

    static PageHinkley of(List<Double> state) {
        PageHinkley restored = new PageHinkley(state.get(0), state.get(1));
        restored.count = state.get(2);
        restored.mean = state.get(3);
        restored.sum = state.get(4);
        restored.since = Math.round(state.get(5));
        return restored;
    }

    private void restart() {
        count = 1;
        mean = 0;
        sum = 0;
        since = 0;
    }

    private boolean alarmed() {
        return count >= MIN_OBSERVATIONS && sum >= limit;
    }

    @Override
    public boolean add(double value) {
        if (alarmed()) {
            restart();
        }
        mean += (value - mean) / count;
        since = sum == 0 ? 1 : since + 1;
        sum = Math.max(0, ALPHA * sum + value - mean - delta);
        count++;
        return alarmed();
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
        return List.of(delta, limit, count, mean, sum, (double) since);
    }
}
