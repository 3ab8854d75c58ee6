package io.plumbline.eval.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The mean of scores of which the least and the best possible are known, with Gaffke's interval: it holds
/// for whatever distribution, also where nearly all scores are the same and Student's interval and a
/// bootstrap have next to no width.
///
/// The lower end is a quantile of the mean under random weights (Dirichlet's, all 1) of the items and of one
/// more that has the worst score; the upper end is the same with the best. Of scores that are all 0 or 1 it
/// is Clopper and Pearson's interval, and of none that differ from the best the rule 1 − α^(1∕n); a lower
/// score never makes an end higher. That it covers as often as it says is proved for those, and for all else
/// a conjecture that nobody found a counter-example to. The tail is found by a saddlepoint approximation, for
/// Clopper and Pearson's ends right to 0.002 from 6 items on.
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

    /// Different pairs of a sum and of how many items it is, and how often there is each.
    private final double[] sums;
    private final double[] sizes;
    private final double[] counts;
    private final double worst;
    private final double best;
    private final double mean;
    /// Of the one more.
    private final double size;

    /// @param rows a sum of scores and how many they are: one for each item, or for each cluster of items
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

    /// Of one sample; null where it is no mean, or where, all items being asked, the usual intervals will do:
    /// those of outcomes of which each item is right or wrong and nothing between, and of so many graded scores
    /// that one more would be less than 0.0004 of the scale.
    static @Nullable BoundedMean of(ScoreSample sample, DecisionRule rule) {
        double[][] rows = rows(sample);
        boolean wanted = isWanted(sample, rule) || (!isCertain(sample) && sample.size() <= MOST_GRADED);
        return rows == null || !wanted ? null : new BoundedMean(rows, 0, sample.maximum());
    }

    /// Of items, or clusters of them, that weigh differently, such as those that were drawn with unequal
    /// probabilities. What was not drawn may weigh as much as the heaviest that was, so the one more does.
    ///
    /// @param rows for each the sum of weighted values, and the sum of their weights, which is above 0
    public static BoundedMean ofWeighted(double[][] rows, double worst, double best) {
        return new BoundedMean(
                rows,
                worst,
                best,
                Arrays.stream(rows).mapToDouble(row -> row[1]).max().orElseThrow());
    }

    /// The same of the difference candidate − baseline on the same items; null for graded scores too, of which a
    /// bootstrap of the differences will do.
    static @Nullable BoundedMean ofDifference(ScoreSample candidate, ScoreSample baseline, DecisionRule rule) {
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

    /// Whether each item is right or wrong and nothing between.
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

    /// @param confidence of the two-sided interval
    Interval interval(double confidence) {
        Normal.requireConfidence(confidence);
        double tail = (1 - confidence) / 2;
        return new Interval(low(tail), high(tail));
    }

    /// The end below which the mean lies with this chance at most.
    public double low(double tail) {
        return end(worst, tail);
    }

    /// The end above which the mean lies with this chance at most.
    public double high(double tail) {
        return end(best, tail);
    }

    /// The one-sided p-value against "the mean is at least `value`": the significance at which the upper end
    /// of [#interval] gets there.
    double pValueBelow(double value) {
        return beyond(value, best);
    }

    /// Between the mean and an extreme, where the tail beyond is as large as that.
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

    /// The chance that a mean with random weights, one more item being at an extreme, is at `value` or beyond
    /// it on the side of that extreme. Weights are exponential variables E over their sum, so it is that of Σ
    /// E (score − value) being on that side of 0.
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

    /// P(Σ E v ≤ 0), by the saddlepoint of K(s) = −Σ log(1 − s v).
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

    /// Where the slope of K, which ascends from one pole to the next, is 0.
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
