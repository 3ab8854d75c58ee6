package io.plumbline.monitoring.drift.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Compares the vectors of a baseline with those of a window. The verdict is a permutation test of the squared
/// maximum mean discrepancy, which is exact at any sample size; the other figures describe the difference.
/// Deterministic.
///
/// @see <a href="https://jmlr.org/papers/v13/gretton12a.html">Gretton et al. 2012, A Kernel Two-Sample Test</a>
public final class DriftTest {

    private static final long SEED = 20_261_201;
    private static final int CLUSTERS = 10;
    private static final int ROUNDS = 20;
    private static final double SMOOTHING = 0.5;
    private static final double PSI_LEVEL = 0.01;
    private static final int FEWEST_PERMUTATIONS = 199;
    private static final int MOST_PERMUTATIONS = 20_000;
    /// Permutations that are as extreme as the window, after which its p-value is known well enough.
    private static final int EXTREME_ENOUGH = 20;
    /// Equal texts give equal discrepancies in another order of addition.
    private static final double ROUNDING = 1e-12;

    private final float[][] vectors;
    private final int reference;
    private final double[][] squares;
    private final double[][] kernel;
    /// Sum of the kernel from each vector to the others.
    private final double[] sums;

    private DriftTest(float[][] vectors, int reference) {
        this.vectors = vectors;
        this.reference = reference;
        this.squares = squares(vectors);
        this.kernel = kernel(squares, reference);
        this.sums = new double[vectors.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Arrays.stream(kernel[i]).sum() - kernel[i][i];
        }
    }

    /// @param baseline at least two vectors of length 1
    /// @param window at least two vectors of length 1
    public static DriftTest of(float[][] baseline, float[][] window) {
        float[][] all = Arrays.copyOf(baseline, baseline.length + window.length);
        System.arraycopy(window, 0, all, baseline.length, window.length);
        return new DriftTest(all, baseline.length);
    }

    private static double[][] squares(float[][] vectors) {
        int size = vectors.length;
        double[][] squares = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double dot = 0;
                for (int k = 0; k < vectors[i].length; k++) {
                    dot += (double) vectors[i][k] * vectors[j][k];
                }
                squares[i][j] = Math.max(0, 2 - 2 * dot);
                squares[j][i] = squares[i][j];
            }
        }
        return squares;
    }

    /// The bandwidth is the median distance within the baseline.
    private static double[][] kernel(double[][] squares, int reference) {
        double[] within = new double[reference * (reference - 1) / 2];
        int next = 0;
        for (int i = 0; i < reference; i++) {
            for (int j = 0; j < i; j++) {
                within[next++] = squares[i][j];
            }
        }
        Arrays.sort(within);
        double bandwidth = Math.max(1e-6, within[within.length / 2]);
        double[][] kernel = new double[squares.length][squares.length];
        for (int i = 0; i < squares.length; i++) {
            for (int j = 0; j < squares.length; j++) {
                kernel[i][j] = Math.exp(-squares[i][j] / bandwidth);
            }
        }
        return kernel;
    }

    /// @param level of the verdict, which decides how many permutations are needed
    public DriftStatistics statistics(double level) {
        double mmd = mmd(window());
        int permutations = (int) Math.clamp(Math.ceil(2 / level), FEWEST_PERMUTATIONS, MOST_PERMUTATIONS);
        return new DriftStatistics(mmd, pValue(mmd, permutations), energy(), centroid(), auc(), psi(), psiLimit());
    }

    private int[] window() {
        return IntStream.range(reference, vectors.length).toArray();
    }

    /// @param window positions of the vectors that count as the window
    private double mmd(int[] window) {
        double ofWindow = 0;
        double fromWindow = 0;
        for (int i = 0; i < window.length; i++) {
            double[] row = kernel[window[i]];
            fromWindow += sums[window[i]];
            for (int j = 0; j < i; j++) {
                ofWindow += row[window[j]];
            }
        }
        double between = fromWindow - 2 * ofWindow;
        double ofReference = Arrays.stream(sums).sum() / 2 - ofWindow - between;
        double m = reference;
        double n = window.length;
        return 2 * ofReference / (m * (m - 1)) + 2 * ofWindow / (n * (n - 1)) - 2 * between / (m * n);
    }

    /// Ends early when the p-value is clearly above the level, and estimates it from the permutations so far.
    ///
    /// @see <a href="https://doi.org/10.1093/biomet/78.2.301">Besag and Clifford 1991</a>
    private double pValue(double observed, int permutations) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] order = IntStream.range(0, vectors.length).toArray();
        int size = vectors.length - reference;
        int extreme = 0;
        for (int permutation = 0; permutation < permutations; permutation++) {
            if (extreme >= EXTREME_ENOUGH && permutation >= FEWEST_PERMUTATIONS) {
                return (double) extreme / permutation;
            }
            for (int i = 0; i < size; i++) {
                int j = random.nextInt(i, order.length);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            extreme += mmd(Arrays.copyOf(order, size)) >= observed - ROUNDING ? 1 : 0;
        }
        return (extreme + 1.0) / (permutations + 1);
    }

    private double energy() {
        double within = 0;
        double ofWindow = 0;
        double between = 0;
        for (int i = 0; i < squares.length; i++) {
            for (int j = 0; j < i; j++) {
                double distance = Math.sqrt(squares[i][j]);
                if (i >= reference && j < reference) {
                    between += distance;
                } else if (i >= reference) {
                    ofWindow += distance;
                } else {
                    within += distance;
                }
            }
        }
        double m = reference;
        double n = vectors.length - m;
        return 2 * between / (m * n) - 2 * within / (m * m) - 2 * ofWindow / (n * n);
    }

    private double[] mean(int[] positions) {
        double[] mean = new double[vectors[0].length];
        for (int position : positions) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += vectors[position][k] / positions.length;
            }
        }
        return mean;
    }

    private double centroid() {
        double[] ofReference = mean(IntStream.range(0, reference).toArray());
        double[] ofWindow = mean(IntStream.range(reference, vectors.length).toArray());
        double dot = 0;
        double left = 0;
        double right = 0;
        for (int k = 0; k < ofReference.length; k++) {
            dot += ofReference[k] * ofWindow[k];
            left += ofReference[k] * ofReference[k];
            right += ofWindow[k] * ofWindow[k];
        }
        return left == 0 || right == 0 ? 0 : 1 - dot / Math.sqrt(left * right);
    }

    /// Cross-fitted: each random half is scored along the difference of the means of the other half.
    private double auc() {
        SplittableRandom random = new SplittableRandom(SEED);
        int[][] ofReference = halves(0, reference, random);
        int[][] ofWindow = halves(reference, vectors.length, random);
        double sum = 0;
        for (int half = 0; half < 2; half++) {
            double[] from = mean(ofReference[1 - half]);
            double[] to = mean(ofWindow[1 - half]);
            double higher = 0;
            double[] scores = along(from, to, ofReference[half]);
            for (double score : along(from, to, ofWindow[half])) {
                for (double other : scores) {
                    int order = Double.compare(score, other);
                    higher += order > 0 ? 1 : order == 0 ? 0.5 : 0;
                }
            }
            sum += higher / ofWindow[half].length / ofReference[half].length;
        }
        return sum / 2;
    }

    private static int[][] halves(int from, int to, SplittableRandom random) {
        int[] positions = IntStream.range(from, to).toArray();
        for (int i = positions.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = positions[i];
            positions[i] = positions[j];
            positions[j] = swapped;
        }
        int middle = positions.length / 2;
        return new int[][] {Arrays.copyOf(positions, middle), Arrays.copyOfRange(positions, middle, positions.length)};
    }

    private double[] along(double[] from, double[] to, int[] positions) {
        double[] scores = new double[positions.length];
        for (int i = 0; i < scores.length; i++) {
            for (int k = 0; k < from.length; k++) {
                scores[i] += (to[k] - from[k]) * vectors[positions[i]][k];
            }
        }
        return scores;
    }

    private int clusters() {
        return Math.min(CLUSTERS, Math.max(2, reference / 20));
    }

    private double psi() {
        double[][] centers = centers();
        double[] ofReference = new double[centers.length];
        double[] ofWindow = new double[centers.length];
        for (int i = 0; i < vectors.length; i++) {
            (i < reference ? ofReference : ofWindow)[nearest(centers, vectors[i])]++;
        }
        double m = reference + SMOOTHING * centers.length;
        double n = vectors.length - reference + SMOOTHING * centers.length;
        double psi = 0;
        for (int cluster = 0; cluster < centers.length; cluster++) {
            double expected = (ofReference[cluster] + SMOOTHING) / m;
            double actual = (ofWindow[cluster] + SMOOTHING) / n;
            psi += (actual - expected) * Math.log(actual / expected);
        }
        return psi;
    }

    /// Without drift, the index divided by 1/m + 1/n has about a chi-squared distribution.
    private double psiLimit() {
        double size = 1.0 / reference + 1.0 / (vectors.length - reference);
        return ChiSquaredDistribution.of(clusters() - 1.0).inverseSurvivalProbability(PSI_LEVEL) * size;
    }

    /// k-means over the baseline, from centres that are far apart.
    private double[][] centers() {
        SplittableRandom random = new SplittableRandom(SEED);
        double[][] centers = new double[clusters()][];
        centers[0] = toDouble(vectors[random.nextInt(reference)]);
        double[] nearest = new double[reference];
        Arrays.fill(nearest, Double.MAX_VALUE);
        for (int cluster = 1; cluster < centers.length; cluster++) {
            int farthest = 0;
            for (int i = 0; i < reference; i++) {
                nearest[i] = Math.min(nearest[i], distance(centers[cluster - 1], vectors[i]));
                farthest = nearest[i] > nearest[farthest] ? i : farthest;
            }
            centers[cluster] = toDouble(vectors[farthest]);
        }
        for (int round = 0; round < ROUNDS; round++) {
            double[][] sums = new double[centers.length][centers[0].length];
            int[] counts = new int[centers.length];
            for (int i = 0; i < reference; i++) {
                int cluster = nearest(centers, vectors[i]);
                counts[cluster]++;
                for (int k = 0; k < vectors[i].length; k++) {
                    sums[cluster][k] += vectors[i][k];
                }
            }
            for (int cluster = 0; cluster < centers.length; cluster++) {
                for (int k = 0; counts[cluster] > 0 && k < sums[cluster].length; k++) {
                    centers[cluster][k] = sums[cluster][k] / counts[cluster];
                }
            }
        }
        return centers;
    }

    private static double[] toDouble(float[] vector) {
        double[] copy = new double[vector.length];
        for (int k = 0; k < vector.length; k++) {
            copy[k] = vector[k];
        }
        return copy;
    }

    private static int nearest(double[][] centers, float[] vector) {
        int nearest = 0;
        for (int cluster = 1; cluster < centers.length; cluster++) {
            nearest = distance(centers[cluster], vector) < distance(centers[nearest], vector) ? cluster : nearest;
        }
        return nearest;
    }

    private static double distance(double[] center, float[] vector) {
        double sum = 0;
        for (int k = 0; k < vector.length; k++) {
            double difference = center[k] - vector[k];
            sum += difference * difference;
        }
        return sum;
    }

    /// Returns the vectors of the window that are most unlike the baseline, by the witness function of the
    /// discrepancy: the mean similarity to the window less that to the baseline.
    ///
    /// @return positions in the window, the most unlike first
    public int[] newest(int count) {
        int size = vectors.length - reference;
        Integer[] order = new Integer[size];
        double[] witness = new double[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
            double toReference = 0;
            double toWindow = 0;
            for (int j = 0; j < vectors.length; j++) {
                if (j < reference) {
                    toReference += kernel[reference + i][j];
                } else {
                    toWindow += kernel[reference + i][j];
                }
            }
            witness[i] = toWindow / size - toReference / reference;
        }
        Arrays.sort(order, (left, right) -> Double.compare(witness[right], witness[left]));
        return Arrays.stream(order).limit(count).mapToInt(Integer::intValue).toArray();
    }
}
