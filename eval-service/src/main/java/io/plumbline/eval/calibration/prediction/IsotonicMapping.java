package io.plumbline.eval.calibration.prediction;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The expected human score for each score of the judge: the least-squares fit that never decreases. Found by
/// pooling adjacent violators. Linear between the judge's scores and constant beyond them, like scikit-learn's
/// `IsotonicRegression(out_of_bounds="clip")`. Immutable.
///
/// @see <a href="https://doi.org/10.1214/aoms/1177728423">Ayer et al. 1955</a>
public final class IsotonicMapping {

    private final double[] from;
    private final double[] to;

    private IsotonicMapping(double[] from, double[] to) {
        this.from = from;
        this.to = to;
    }

    /// @param judge the judge's scores
    /// @param human people's scores of the same items
    /// @throws IllegalArgumentException for no items, or lists of unequal length
    public static IsotonicMapping fit(double[] judge, double[] human) {
        if (judge.length != human.length || judge.length == 0) {
            throw new IllegalArgumentException("A mapping is fitted to pairs of scores, at least one.");
        }
        int[] order = IntStream.range(0, judge.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> judge[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] from = new double[order.length];
        double[] sums = new double[order.length];
        double[] weights = new double[order.length];
        int levels = 0;
        for (int item : order) {
            if (levels == 0 || judge[item] != from[levels - 1]) {
                from[levels++] = judge[item];
            }
            sums[levels - 1] += human[item];
            weights[levels - 1]++;
        }
        return new IsotonicMapping(Arrays.copyOf(from, levels), pooled(sums, weights, levels));
    }

    private static double[] pooled(double[] sums, double[] weights, int levels) {
        int[] ends = new int[levels];
        double[] sum = new double[levels];
        double[] weight = new double[levels];
        int blocks = 0;
        for (int level = 0; level < levels; level++) {
            sum[blocks] = sums[level];
            weight[blocks] = weights[level];
            ends[blocks++] = level + 1;
            while (blocks > 1 && sum[blocks - 2] * weight[blocks - 1] > sum[blocks - 1] * weight[blocks - 2]) {
                sum[blocks - 2] += sum[blocks - 1];
                weight[blocks - 2] += weight[blocks - 1];
                ends[blocks - 2] = ends[blocks - 1];
                blocks--;
            }
        }
        double[] to = new double[levels];
        for (int block = 0, level = 0; block < blocks; block++) {
            while (level < ends[block]) {
                to[level++] = sum[block] / weight[block];
            }
        }
        return to;
    }

    public double map(double judge) {
        int at = Arrays.binarySearch(from, judge);
        if (at >= 0) {
            return to[at];
        }
        int above = -at - 1;
        if (above == 0 || above == from.length) {
            return to[above == 0 ? 0 : above - 1];
        }
        double share = (judge - from[above - 1]) / (from[above] - from[above - 1]);
        return to[above - 1] + share * (to[above] - to[above - 1]);
    }

    /// Returns the judge's observed scores, ascending.
    public double[] scores() {
        return from.clone();
    }

    /// Returns the values they are mapped to.
    public double[] mapped() {
        return to.clone();
    }
}
