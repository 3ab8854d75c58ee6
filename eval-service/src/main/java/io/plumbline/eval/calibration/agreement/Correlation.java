package io.plumbline.eval.calibration.agreement;

import io.plumbline.eval.statistics.ConfidenceInterval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Correlations of two lists of values, −1..1; empty for a constant list, which has no correlation.
public final class Correlation {

    private static final int FEWEST_FOR_INTERVAL = 4;

    private Correlation() {}

    public static Optional<Double> pearson(double[] x, double[] y) {
        requirePaired(x, y);
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xx == 0 || yy == 0 ? Optional.empty() : Optional.of(Math.clamp(xy / Math.sqrt(xx * yy), -1, 1));
    }

    /// Returns Pearson's correlation of the ranks, with ties at their mean rank.
    public static Optional<Double> spearman(double[] x, double[] y) {
        requirePaired(x, y);
        return pearson(ranks(x), ranks(y));
    }

    /// Returns Kendall's τ-b, which accounts for ties on either side. Quadratic in the number of items.
    public static Optional<Double> kendall(double[] x, double[] y) {
        requirePaired(x, y);
        long balance = 0;
        long untiedX = 0;
        long untiedY = 0;
        for (int i = 1; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                int dx = Double.compare(x[i], x[j]);
                int dy = Double.compare(y[i], y[j]);
                balance += (long) Integer.signum(dx) * Integer.signum(dy);
                untiedX += dx == 0 ? 0 : 1;
                untiedY += dy == 0 ? 0 : 1;
            }
        }
        return untiedX == 0 || untiedY == 0
                ? Optional.empty()
                : Optional.of(balance / Math.sqrt((double) untiedX * untiedY));
    }

    /// Returns the interval of a correlation by Fisher's transformation, for Spearman's with the variance of
    /// Bonett and Wright; all of −1..1 for fewer than four items.
    ///
    /// @see <a href="https://doi.org/10.1007/BF02294183">Bonett and Wright 2000</a>
    public static ConfidenceInterval spearmanInterval(double correlation, int items, double confidence) {
        if (items < FEWEST_FOR_INTERVAL) {
            return new ConfidenceInterval(-1, 1);
        }
        double bounded = Math.clamp(correlation, -0.999999, 0.999999);
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
        double half = z * Math.sqrt((1 + bounded * bounded / 2) / (items - 3));
        double centre = Math.log((1 + bounded) / (1 - bounded)) / 2;
        return new ConfidenceInterval(Math.tanh(centre - half), Math.tanh(centre + half));
    }

    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to + 1 < order.length && values[order[to + 1]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i <= to; i++) {
                ranks[order[i]] = (from + to) / 2.0 + 1;
            }
            from = to + 1;
        }
        return ranks;
    }

    private static void requirePaired(double[] x, double[] y) {
        if (x.length != y.length || x.length == 0) {
            throw new IllegalArgumentException(
                    "Values come in pairs, at least one: " + x.length + " and " + y.length + " were given.");
        }
    }
}
