package io.plumbline.eval.calibration.agreement;

import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Proportion;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// The joint counts of the judge's and people's categories, numbered from the lowest level of the scale.
/// Immutable.
public final class ConfusionTable {

    private final int[][] counts;
    private final int items;

    private ConfusionTable(int[][] counts) {
        this.counts = counts;
        this.items = Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    }

    /// @param judge the judge's category of each item, 0 to `categories` − 1
    /// @param human people's category of the same items
    /// @throws IllegalArgumentException for no items, lists of unequal length, or a category out of range
    public static ConfusionTable of(int[] judge, int[] human, int categories) {
        if (judge.length != human.length || judge.length == 0) {
            throw new IllegalArgumentException("Agreement is of the same items, at least one: " + judge.length + " and "
                    + human.length + " were given.");
        }
        int[][] counts = new int[categories][categories];
        for (int i = 0; i < judge.length; i++) {
            if (judge[i] < 0 || judge[i] >= categories || human[i] < 0 || human[i] >= categories) {
                throw new IllegalArgumentException("A category lies between 0 and " + (categories - 1) + ".");
            }
            counts[judge[i]][human[i]]++;
        }
        return new ConfusionTable(counts);
    }

    public int items() {
        return items;
    }

    /// `[judge][human]`.
    public int[][] counts() {
        return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    /// Returns the share of items with the same category from both.
    public Proportion agreement() {
        int same = 0;
        for (int i = 0; i < counts.length; i++) {
            same += counts[i][i];
        }
        return new Proportion(same, items);
    }

    /// Returns Cohen's kappa, weighted or not, with a large-sample interval. Without any disagreement the
    /// standard error is 0, which is luck rather than certainty: the interval's lower end is then the kappa at
    /// the lower end of Wilson's interval of the agreement.
    ///
    /// @return empty if chance alone would always agree, for example if both gave one category to everything
    /// @see <a href="https://doi.org/10.1037/h0028106">Fleiss, Cohen and Everitt 1969</a>
    public Optional<Kappa> kappa(AgreementWeights weights, double confidence) {
        Margins margins = Margins.of(counts, items, weights);
        if (1 - margins.expected() < 1e-12) {
            return Optional.empty();
        }
        double room = 1 - margins.expected();
        double kappa = (margins.observed() - margins.expected()) / room;
        double error = Math.sqrt(Math.max(0, variance(margins, weights)));
        if (agreement().successes() == items) {
            double low = (agreement().wilson(confidence).low() - margins.expected()) / room;
            return Optional.of(new Kappa(kappa, 0, new ConfidenceInterval(Math.max(-1, low), 1)));
        }
        double half = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2) * error;
        return Optional.of(
                new Kappa(kappa, error, new ConfidenceInterval(Math.max(-1, kappa - half), Math.min(1, kappa + half))));
    }

    private double variance(Margins margins, AgreementWeights weights) {
        double room = 1 - margins.expected();
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                double part = weight(weights, i, j, counts.length) * room
                        - (margins.judgeMean()[i] + margins.humanMean()[j]) * (1 - margins.observed());
                sum += (double) counts[i][j] / items * part * part;
            }
        }
        double middle = margins.observed() * margins.expected() - 2 * margins.expected() + margins.observed();
        return (sum - middle * middle) / (items * Math.pow(room, 4));
    }

    private static double weight(AgreementWeights weights, int i, int j, int categories) {
        return weights.of(categories == 1 ? 0 : Math.abs(i - j) / (categories - 1.0));
    }

    /// The observed weighted agreement, and that of chance.
    ///
    /// @param judgeMean for each of the judge's categories, the mean weight against people's shares
    /// @param humanMean for each of people's categories, the mean weight against the judge's shares
    private record Margins(double observed, double expected, double[] judgeMean, double[] humanMean) {

        static Margins of(int[][] counts, int items, AgreementWeights weights) {
            int size = counts.length;
            double[] judge = new double[size];
            double[] human = new double[size];
            double observed = 0;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double share = (double) counts[i][j] / items;
                    judge[i] += share;
                    human[j] += share;
                    observed += weight(weights, i, j, size) * share;
                }
            }
            double[] judgeMean = new double[size];
            double[] humanMean = new double[size];
            double expected = 0;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double weight = weight(weights, i, j, size);
                    judgeMean[i] += weight * human[j];
                    humanMean[j] += weight * judge[i];
                    expected += weight * judge[i] * human[j];
                }
            }
            return new Margins(observed, expected, judgeMean, humanMean);
        }
    }
}
