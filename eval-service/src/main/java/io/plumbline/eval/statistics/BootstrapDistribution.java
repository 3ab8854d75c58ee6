package io.plumbline.eval.statistics;

import java.util.Arrays;

/// A score with its distribution under resampling. Immutable.
public final class BootstrapDistribution {

    private static final int FEWEST_IN_TAIL = 5;

    private final int items;
    private final double observed;
    private final double[] ascending;

    BootstrapDistribution(int items, double observed, double[] replicates) {
        this.items = items;
        this.observed = observed;
        this.ascending = replicates;
        Arrays.sort(ascending);
    }

    public double observed() {
        return observed;
    }

    public int resamples() {
        return ascending.length;
    }

    /// Returns the expanded percentile interval: percentiles of the replicates, moved outwards, because Student's
    /// t is wider than the normal and n - 1 is less than n. Without the expansion it is too narrow for small
    /// samples. Needs two items. If fewer than five draws lie beyond, uses a normal distribution of the same
    /// width.
    ///
    /// @see <a href="https://doi.org/10.1080/00031305.2015.1089789">Hesterberg 2015, section 5.3</a>
    public ConfidenceInterval interval(double confidence) {
        Normal.requireConfidence(confidence);
        double deviations = Normal.studentTwoSided(confidence, items) * expansion();
        int low = (int) (Normal.cumulative(-deviations) * ascending.length);
        if (low < FEWEST_IN_TAIL) {
            double half = deviations * deviation();
            return new ConfidenceInterval(observed - half, observed + half);
        }
        return new ConfidenceInterval(ascending[low], ascending[ascending.length - 1 - low]);
    }

    /// Returns the one-sided p-value against "the score is at least `value`": the significance at which the upper
    /// end of [#interval] reaches it. So it has no minimum: with fewer than five draws at `value` or beyond,
    /// their number would only say that much, and corrections for many checks and looks need less than one draw
    /// of all. 0 if all draws are equal and below. Needs two items.
    public double pValueBelow(double value) {
        int below = 0;
        while (below < ascending.length && ascending[below] < value) {
            below++;
        }
        int beyond = ascending.length - below;
        double deviations = beyond < FEWEST_IN_TAIL
                ? (value - observed) / deviation()
                : Normal.upperQuantile((1.0 + beyond) / (1.0 + ascending.length));
        return Normal.studentCumulative(-deviations / expansion(), items);
    }

    /// Returns by how much a tail of the draws is too close to the middle.
    private double expansion() {
        return Math.sqrt(items / (items - 1.0));
    }

    private double deviation() {
        double mean = Arrays.stream(ascending).average().orElseThrow();
        double squares = Arrays.stream(ascending)
                .map(replicate -> (replicate - mean) * (replicate - mean))
                .sum();
        return Math.sqrt(squares / ascending.length);
    }

    /// Returns the two-sided p-value against "the score is 0", for distributions of a difference: how often a
    /// draw is as far from the mean of all draws as the observed difference is from 0. 1 if the observed
    /// difference is 0.
    ///
    /// sacreBLEU's paired bootstrap centres the absolute differences instead, which counts only one side.
    public double pValueOfZero() {
        double mean = Arrays.stream(ascending).average().orElseThrow();
        double distance = Math.abs(observed);
        int asFar = 0;
        for (double replicate : ascending) {
            if (Math.abs(replicate - mean) >= distance) {
                asFar++;
            }
        }
        return (1.0 + asFar) / (1.0 + ascending.length);
    }
}
