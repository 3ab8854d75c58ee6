package io.plumbline.eval.statistics;

import java.util.Arrays;

/// A score and what it would have been for other draws of the items. Immutable.
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

    /// The expanded percentile interval: percentiles of the replicates, moved outwards as Student's t is wider than
    /// the normal and n - 1 is less than n. Without that it is too narrow for small samples. Needs two items. So
    /// near to certainty that fewer than five draws are beyond, that of a normal distribution as wide.
    ///
    /// @see <a href="https://doi.org/10.1080/00031305.2015.1089789">Hesterberg 2015, section 5.3</a>
    public Interval interval(double confidence) {
        Normal.requireConfidence(confidence);
        double t = Normal.studentTwoSided(confidence, items);
        double tail = Normal.cumulative(-t * Math.sqrt(items / (items - 1.0)));
        int low = (int) (tail * ascending.length);
        if (low < FEWEST_IN_TAIL) {
            return normal(t * Math.sqrt(items / (items - 1.0)));
        }
        return new Interval(ascending[low], ascending[ascending.length - 1 - low]);
    }

    /// Where too few draws are in the tails to tell where they begin.
    private Interval normal(double deviations) {
        double mean = Arrays.stream(ascending).average().orElseThrow();
        double squares = Arrays.stream(ascending)
                .map(replicate -> (replicate - mean) * (replicate - mean))
                .sum();
        double half = deviations * Math.sqrt(squares / ascending.length);
        return new Interval(observed - half, observed + half);
    }

    /// The one-sided p-value against "the score is at least `value`": the share of draws for which it is, never 0.
    public double pValueBelow(double value) {
        int below = 0;
        while (below < ascending.length && ascending[below] < value) {
            below++;
        }
        return (1.0 + ascending.length - below) / (1.0 + ascending.length);
    }

    /// The two-sided p-value against "the score is 0", for distributions of a difference: how often a draw is
    /// as far from the mean of all draws as the observed difference is from 0. 1 if the observed difference is
    /// 0.
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
