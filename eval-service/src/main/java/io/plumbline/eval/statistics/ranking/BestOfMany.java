package io.plumbline.eval.statistics.ranking;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Compares the means of several systems on the same items, with intervals that hold for all pairs together.
/// Picking the system with the highest mean favours luck: of twenty equal systems, one looks best. A
/// difference therefore counts only if it is beyond the largest difference that chance produces between any
/// two systems.
///
/// The bootstrap draws groups of items, all systems together, and takes the largest studentised deviation over
/// all pairs (max-T). Equal seeds give equal results.
///
/// @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Westfall and Young 1993; Hsu 1996,
///     Multiple Comparisons with the best</a>
public final class BestOfMany {

    private static final int MOST_RESAMPLES = 2_000;
    private static final int FEWEST_RESAMPLES = 1_000;
    private static final double MOST_ADDITIONS = 4e8;
    private static final double CONFIDENCE = 0.95;

    private final double[][] sums;
    private final int[] sizes;
    private final int systems;

    /// @param sums by group and system: the sum of the scores of the group's items
    /// @param sizes by group: the number of its items
    public BestOfMany(double[][] sums, int[] sizes) {
        if (sums.length == 0 || sums.length != sizes.length) {
            throw new IllegalArgumentException("Nothing follows from no items.");
        }
        this.sums = sums;
        this.sizes = sizes;
        this.systems = sums[0].length;
    }

    /// The differences between all pairs.
    ///
    /// @param means by system
    /// @param low lower ends of first − second, for all pairs together at 95 %
    /// @param high upper ends
    /// @param pValue adjusted for all pairs
    public record Comparison(double[] means, double[][] low, double[][] high, double[][] pValue) {

        /// Whether no other system is certainly better.
        public boolean mayBeBest(int system) {
            for (int other = 0; other < means.length; other++) {
                if (low[other][system] > 0) {
                    return false;
                }
            }
            return true;
        }
    }

    public Comparison compare(long seed) {
        double[] means = means(ones());
        int resamples =
                (int) Math.clamp(MOST_ADDITIONS / ((double) sums.length * systems), FEWEST_RESAMPLES, MOST_RESAMPLES);
        double[][] drawn = new double[resamples][];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < resamples; i++) {
            int[] times = new int[sums.length];
            for (int draw = 0; draw < sums.length; draw++) {
                times[random.nextInt(sums.length)]++;
            }
            drawn[i] = means(times);
        }
        double[][] errors = errors(means, drawn);
        double[] largest = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            largest[i] = largest(means, drawn[i], errors);
        }
        Arrays.sort(largest);
        return intervals(means, errors, largest);
    }

    private int[] ones() {
        int[] ones = new int[sums.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private double[] means(int[] times) {
        double[] means = new double[systems];
        double items = 0;
        for (int group = 0; group < sums.length; group++) {
            if (times[group] > 0) {
                items += (double) times[group] * sizes[group];
                for (int system = 0; system < systems; system++) {
                    means[system] += times[group] * sums[group][system];
                }
            }
        }
        for (int system = 0; system < systems; system++) {
            means[system] /= items;
        }
        return means;
    }

    /// Returns the standard errors of the differences.
    private double[][] errors(double[] means, double[][] drawn) {
        double[][] errors = new double[systems][systems];
        for (int i = 0; i < systems; i++) {
            for (int j = 0; j < i; j++) {
                double squares = 0;
                for (double[] each : drawn) {
                    double deviation = each[i] - each[j] - (means[i] - means[j]);
                    squares += deviation * deviation;
                }
                errors[i][j] = Math.sqrt(squares / (drawn.length - 1));
                errors[j][i] = errors[i][j];
            }
        }
        return errors;
    }

    private double largest(double[] means, double[] drawn, double[][] errors) {
        double largest = 0;
        for (int i = 0; i < systems; i++) {
            for (int j = 0; j < i; j++) {
                if (errors[i][j] > 0) {
                    double deviation = Math.abs(drawn[i] - drawn[j] - (means[i] - means[j]));
                    largest = Math.max(largest, deviation / errors[i][j]);
                }
            }
        }
        return largest;
    }

    private Comparison intervals(double[] means, double[][] errors, double[] largest) {
        double critical = largest[Math.min(largest.length - 1, (int) Math.ceil(CONFIDENCE * largest.length) - 1)];
        double[][] low = new double[systems][systems];
        double[][] high = new double[systems][systems];
        double[][] pValue = new double[systems][systems];
        for (int i = 0; i < systems; i++) {
            for (int j = 0; j < systems; j++) {
                double difference = means[i] - means[j];
                low[i][j] = difference - critical * errors[i][j];
                high[i][j] = difference + critical * errors[i][j];
                pValue[i][j] = errors[i][j] == 0
                        ? (difference == 0 ? 1 : 1.0 / (largest.length + 1))
                        : atLeast(Math.abs(difference) / errors[i][j], largest);
            }
        }
        return new Comparison(means, low, high, pValue);
    }

    private static double atLeast(double value, double[] sorted) {
        int from = Arrays.binarySearch(sorted, value);
        int first = from < 0 ? -from - 1 : from;
        while (first > 0 && sorted[first - 1] >= value) {
            first--;
        }
        return (1.0 + sorted.length - first) / (sorted.length + 1);
    }
}
