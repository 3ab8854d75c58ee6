package io.plumbline.eval.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The mean of bounded scores with Gaffke's interval, which is valid for any distribution, even if nearly all
/// scores are equal and Student's interval and a bootstrap have almost no width.
///
/// The lower end is a quantile of the mean under random weights (Dirichlet's, all 1) of the items and of one
/// additional item with the worst score; the upper end uses the best score. For scores of only 0 and 1, it is
/// Clopper and Pearson's interval, and if all are best, the rule 1 − α^(1∕n); a lower score never raises an end.
/// Its coverage is proved for those cases, and otherwise a conjecture without a known counterexample. The tail is
/// computed by a saddlepoint approximation, accurate to 0.002 for Clopper and Pearson's ends from 6 items on.
///
/// @see "Gaffke: Three test statistics for a nonparametric one-sided hypothesis on the mean of a nonnegative
///     variable, Mathematical Methods of Statistics 14, 2005"
/// @see <a href="https://arxiv.org/abs/1905.06208">Learned-Miller and Thomas 2020</a>
/// @see "Barndorff-Nielsen: Inference on full or partial parameters, Biometrika 73, 1986"
public final class BoundedMean {

    private static final int HALVINGS = 50;
    private static final int MOST_GRADED = 10_000;
    private static final double PRECISION = 1e-11;
    private static final double NEAR_ZERO = 1e-4;

    /// Distinct pairs of a sum and its number of items, and their frequencies.
    private final double[] sums;
    private final double[] sizes;
    private final double[] counts;
    private final double worst;
    private final double best;
    private final double mean;
    /// The number of items in the additional one.
    private final double size;

    /// @param rows a sum of scores and their number: one row per item, or per cluster of items
    private BoundedMean(double[][] rows, double worst, double best) {
        this(rows, worst, best, Arrays.stream(rows).mapToDouble(row -> row[1]).sum() / rows.length);
    }

    private BoundedMean(double[][] rows, double worst, double best, double sizeOfOneMore) {
        Map<Row, Integer> found = new HashMap<>();
        double sum = 0;
        double weights = 0;
        for (double[] row : rows) {
            found.merge(new Row(row[0], row[1]), 1, Integer::sum);
            sum += row[0];
            weights += row[1];
        }
        this.sums = found.keySet().stream().mapToDouble(Row::sum).toArray();
        this.sizes = found.keySet().stream().mapToDouble(Row::size).toArray();
        this.counts = found.values().stream().mapToDouble(count -> count).toArray();
        this.worst = worst;
        this.best = best;
        this.mean = Math.clamp(sum / weights, worst, best);
        this.size = sizeOfOneMore;
    }

    private record Row(double sum, double size) {}

    /// For one sample; null if it is not a mean, or if, with all items answered, the usual intervals suffice:
    /// those of outcomes where each item is entirely right or wrong, and of so many graded scores that an
    /// additional one would change less than 0.0004 of the scale.
    public static @Nullable BoundedMean of(ScoreSample sample, DecisionRule rule) {
        double[][] rows = rows(sample);
        boolean wanted = isWanted(sample, rule) || (!isCertain(sample) && sample.size() <= MOST_GRADED);
        return rows == null || !wanted ? null : new BoundedMean(rows, 0, sample.maximum());
    }

    /// For items, or clusters of them, with different weights, for example those sampled with unequal
    /// probabilities. An unsampled item may weigh as much as the heaviest sampled one, so the additional one
    /// does.
    ///
    /// @param rows for each the sum of weighted values, and the sum of their weights, which is above 0
    public static BoundedMean ofWeighted(double[][] rows, double worst, double best) {
        return new BoundedMean(
                rows,
                worst,
                best,
                Arrays.stream(rows).mapToDouble(row -> row[1]).max().orElseThrow());
    }

    /// For the difference candidate − baseline on the same items; null for graded scores too, where a bootstrap
    /// of the differences suffices.
    public static @Nullable BoundedMean ofDifference(ScoreSample candidate, ScoreSample baseline, DecisionRule rule) {
        double[][] mine = rows(candidate);
        double[][] theirs = rows(baseline);
        if (mine == null || theirs == null || !(isWanted(candidate, rule) || isWanted(baseline, rule))) {
            return null;
        }
        double[][] differences = new double[mine.length][];
        for (int i = 0; i < mine.length; i++) {
            differences[i] = new double[] {mine[i][0] - theirs[i][0], mine[i][1]};
        }
        return new BoundedMean(differences, -candidate.maximum(), candidate.maximum());
    }

    private static boolean isWanted(ScoreSample sample, DecisionRule rule) {
        return rule.partial() || (sample.rightOrWrong() && !isCertain(sample));
    }

    /// Whether each item is entirely right or wrong.
    private static boolean isCertain(ScoreSample sample) {
        return sample instanceof MeanSample scores && scores.isBinary();
    }

    private static double @Nullable [][] rows(ScoreSample sample) {
        return switch (sample) {
            case CorpusSample corpus -> corpus.isMean() ? corpus.statistics() : null;
            case MeanSample scores -> {
                double[][] rows = new double[scores.size()][];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = new double[] {scores.scores()[i], 1};
                }
                yield rows;
            }
        };
    }

    /// @param confidence confidence of the two-sided interval
    public ConfidenceInterval interval(double confidence) {
        Normal.requireConfidence(confidence);
        double tail = (1 - confidence) / 2;
        return new ConfidenceInterval(low(tail), high(tail));
    }

    /// Returns the end below which the mean lies with at most this probability.
    public double low(double tail) {
        return end(worst, tail);
    }

    /// Returns the end above which the mean lies with at most this probability.
    public double high(double tail) {
        return end(best, tail);
    }

    /// Returns the one-sided p-value against "the mean is at least `value`": the significance at which the upper
    /// end of [#interval] reaches it.
    public double pValueBelow(double value) {
        return beyond(value, best);
    }

    /// Finds the point between the mean and an extreme beyond which the tail has this size.
    private double end(double extreme, double tail) {
        double outer = extreme;
        double inner = mean;
        double close = PRECISION * (best - worst);
        for (int i = 0; i < HALVINGS && Math.abs(outer - inner) > close; i++) {
            double middle = (outer + inner) / 2;
            if (beyond(middle, extreme) < tail) {
                outer = middle;
            } else {
                inner = middle;
            }
        }
        return outer;
    }

    /// Returns the probability that a mean with random weights, with an additional item at an extreme, is at
    /// `value` or beyond it towards that extreme. Weights are exponential variables E over their sum, so it is
    /// the probability that Σ E (score − value) is on that side of 0.
    private double beyond(double value, double extreme) {
        double sign = extreme == worst ? 1 : -1;
        double[] distances = new double[sums.length + 1];
        double[] times = new double[sums.length + 1];
        for (int i = 0; i < sums.length; i++) {
            distances[i] = sign * (sums[i] - value * sizes[i]);
            times[i] = counts[i];
        }
        distances[sums.length] = sign * (extreme - value) * size;
        times[sums.length] = 1;
        return chanceOfNoneAbove(distances, times);
    }

    /// Computes P(Σ E v ≤ 0) by the saddlepoint of K(s) = −Σ log(1 − s v).
    private static double chanceOfNoneAbove(double[] values, double[] times) {
        double least = 0;
        double most = 0;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (least == 0 || most == 0) {
            return least == 0 && most > 0 ? 0 : 1;
        }
        double s = saddle(values, times, 1 / least, 1 / most);
        double logarithm = 0;
        double curvature = 0;
        for (int i = 0; i < values.length; i++) {
            double slope = values[i] / (1 - s * values[i]);
            logarithm -= times[i] * Math.log1p(-s * values[i]);
            curvature += times[i] * slope * slope;
        }
        double root = Math.copySign(Math.sqrt(Math.max(0, -2 * logarithm)), s);
        if (Math.abs(root) < NEAR_ZERO) {
            return Normal.cumulative(root);
        }
        return Normal.cumulative(root + Math.log(s * Math.sqrt(curvature) / root) / root);
    }

    /// Finds the zero of the slope of K, which ascends between adjacent poles.
    private static double saddle(double[] values, double[] times, double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double slope = 0;
            for (int j = 0; j < values.length; j++) {
                slope += times[j] * values[j] / (1 - middle * values[j]);
            }
            if (slope < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
