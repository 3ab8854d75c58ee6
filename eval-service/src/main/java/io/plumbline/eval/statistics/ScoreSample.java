package io.plumbline.eval.statistics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The scores of one system on the items of a suite, in item order, as input of
/// [io.plumbline.eval.statistics.check.FloorCheck] and
/// [io.plumbline.eval.statistics.check.RegressionCheck].
public sealed interface ScoreSample permits MeanSample, CorpusSample {

    /// One score per item, for a mean. Scores that are all 0 or `maximum` are treated as binary outcomes.
    ///
    /// @param maximum the best possible score; the worst is 0
    /// @throws IllegalArgumentException if there is no score, or one outside 0 to `maximum`
    static ScoreSample ofScores(double[] scores, double maximum) {
        return new MeanSample(scores, maximum, false);
    }

    /// Binary answers, 0 or `maximum`, with the mean of an item's answers as its score. Even with flaky items,
    /// the interval never has zero width because nearly all are right.
    ///
    /// @throws IllegalArgumentException as for other scores
    static ScoreSample ofOutcomes(double[] means, double maximum) {
        return new MeanSample(means, maximum, true);
    }

    /// Sufficient statistics per item, and the score of their sum: for scores like BLEU that are not means.
    ///
    /// @param score must neither change nor keep its argument
    /// @throws IllegalArgumentException if there is no item, or their statistics differ in number
    static ScoreSample ofCorpus(double[][] statistics, double maximum, ToDoubleFunction<double[]> score) {
        return new CorpusSample(statistics, maximum, score);
    }

    /// Corpus scores of clustered items, for example questions on one document: resampling takes whole clusters.
    /// Items of a cluster are similar, so a sample is worth as many independent items as it has clusters.
    ///
    /// @param clusters cluster of each item
    static ScoreSample ofClusters(
            double[][] statistics, List<String> clusters, double maximum, ToDoubleFunction<double[]> score) {
        return new CorpusSample(summed(statistics, clusters), maximum, score);
    }

    /// Mean scores of clustered items.
    ///
    /// @param rightOrWrong whether each answer is 0 or `maximum`
    static ScoreSample ofClusters(double[] scores, List<String> clusters, double maximum, boolean rightOrWrong) {
        double[][] rows = new double[scores.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {scores[i], 1};
        }
        return CorpusSample.ofMeans(summed(rows, clusters), maximum, rightOrWrong);
    }

    private static double[][] summed(double[][] statistics, List<String> clusters) {
        if (clusters.size() != statistics.length) {
            throw new IllegalArgumentException("Every item belongs to a cluster.");
        }
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (int item = 0; item < statistics.length; item++) {
            double[] row = statistics[item];
            double[] sum = sums.computeIfAbsent(clusters.get(item), _ -> new double[row.length]);
            for (int i = 0; i < row.length; i++) {
                sum[i] += row[i];
            }
        }
        return sums.values().toArray(double[][]::new);
    }

    /// Returns the number of items, or of clusters if items belong together.
    int size();

    /// Returns the score over all items.
    double value();

    /// Returns the best possible score.
    double maximum();

    /// Whether each single answer is either right or wrong.
    default boolean rightOrWrong() {
        return false;
    }
}
