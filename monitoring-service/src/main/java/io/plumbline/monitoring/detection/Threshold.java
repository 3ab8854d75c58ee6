package io.plumbline.monitoring.detection;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// A limit on single standardised observations (Shewhart's chart). It detects large changes at once and small ones
/// hardly ever, because it remembers nothing.
///
/// @see <a href="https://www.itl.nist.gov/div898/handbook/pmc/section3/pmc3.htm">NIST/SEMATECH e-Handbook, 6.3</a>
public final class Threshold implements ChangeDetector {

    private final double limit;
    private double last;

    private Threshold(double limit, double last) {
        this.limit = limit;
        this.last = last;
    }

    /// @param runLength average number of observations until a false alarm
    static Threshold withRunLength(double runLength) {
        return new Threshold(NormalDistribution.of(0, 1).inverseSurvivalProbability(1 / runLength), 0);
    }

    static Threshold of(List<Double> state) {
        return new Threshold(state.get(0), state.get(1));
    }

    @Override
    public boolean add(double value) {
        last = value;
        return value >= limit;
    }

    @Override
    public long sinceChange() {
        return 1;
    }

    @Override
    public double evidence() {
        return Math.max(0, last / limit);
    }

    @Override
    public List<Double> state() {
        return List.of(limit, last);
    }
}
