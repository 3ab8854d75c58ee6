package io.plumbline.eval.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Resamples items with replacement to measure how much a score depends on the choice of items.
///
/// Paired: candidate and baseline are always resampled together, item by item, so the difficulty of an item does
/// not count as noise. Corpus scores are computed from the summed sufficient statistics of the resampled items.
///
/// If items × resamples would exceed 2·10^8 draws, fewer resamples are taken, but at least 2,000: this bounds the
/// time without a relevant loss of precision. Equal seeds give bit-identical distributions.
///
/// @param resamples number of resamples, at least 1,000
/// @see <a href="https://aclanthology.org/W04-3250">Koehn 2004</a>
public record BootstrapResampler(int resamples, long seed) {

    private static final int FEWEST = 1_000;
    private static final int ENOUGH = 2_000;
    private static final long MOST_DRAWS = 200_000_000;

    public BootstrapResampler {
        if (resamples < FEWEST) {
            throw new IllegalArgumentException("An interval needs at least " + FEWEST + " resamples.");
        }
    }

    /// Returns the difference of means, candidate − baseline.
    public BootstrapDistribution meanDifference(double[] candidate, double[] baseline) {
        int items = requirePaired(candidate.length, baseline.length);
        double[] differences = new double[items];
        for (int i = 0; i < items; i++) {
            differences[i] = candidate[i] - baseline[i];
        }
        return replicate(differences, 1, sums -> sums[0] / items);
    }

    /// Returns the difference of corpus scores, candidate − baseline.
    ///
    /// @param score computes a corpus score from summed statistics; must not keep the array
    public BootstrapDistribution corpusDifference(
            double[][] candidate, double[][] baseline, ToDoubleFunction<double[]> score) {
        int items = requirePaired(candidate.length, baseline.length);
        int width = candidate[0].length;
        double[] both = new double[items * 2 * width];
        for (int i = 0; i < items; i++) {
            System.arraycopy(candidate[i], 0, both, i * 2 * width, width);
            System.arraycopy(baseline[i], 0, both, (i * 2 + 1) * width, width);
        }
        return replicate(
                both,
                2 * width,
                sums -> score.applyAsDouble(Arrays.copyOf(sums, width))
                        - score.applyAsDouble(Arrays.copyOfRange(sums, width, 2 * width)));
    }

    /// Returns the corpus score of one system.
    public BootstrapDistribution corpus(double[][] statistics, ToDoubleFunction<double[]> score) {
        int items = requirePaired(statistics.length, statistics.length);
        int width = statistics[0].length;
        double[] rows = new double[items * width];
        for (int i = 0; i < items; i++) {
            System.arraycopy(statistics[i], 0, rows, i * width, width);
        }
        return replicate(rows, width, score);
    }

    private BootstrapDistribution replicate(double[] rows, int width, ToDoubleFunction<double[]> score) {
        int items = rows.length / width;
        SplittableRandom random = new SplittableRandom(seed);
        double[] replicates = new double[(int) Math.min(resamples, Math.max(ENOUGH, MOST_DRAWS / items))];
        double[] sums = new double[width];
        for (int i = 0; i < replicates.length; i++) {
            Arrays.fill(sums, 0);
            for (int draw = 0; draw < items; draw++) {
                add(rows, random.nextInt(items) * width, sums);
            }
            replicates[i] = score.applyAsDouble(sums);
        }
        Arrays.fill(sums, 0);
        for (int row = 0; row < rows.length; row += width) {
            add(rows, row, sums);
        }
        return new BootstrapDistribution(items, score.applyAsDouble(sums), replicates);
    }

    private static void add(double[] rows, int start, double[] sums) {
        for (int column = 0; column < sums.length; column++) {
            sums[column] += rows[start + column];
        }
    }

    private static int requirePaired(int candidate, int baseline) {
        if (candidate != baseline) {
            throw new IllegalArgumentException(
                    "Paired scores are of the same items, not of " + candidate + " and " + baseline + ".");
        }
        if (candidate == 0) {
            throw new IllegalArgumentException("Nothing follows from no items.");
        }
        return candidate;
    }
}
