package io.plumbline.eval.statistics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The scores of one system on the items of a suite, in the order of the items, as [FloorCheck] and
/// [RegressionCheck] take them.
public sealed interface ScoreSample permits MeanSample, CorpusSample {

    /// A score for each item, of which the mean counts. Scores that are all 0 or `maximum` are right-or-wrong
    /// outcomes and are treated as such.
    ///
    /// @param maximum the best possible score; the worst is 0
    /// @throws IllegalArgumentException if there is no score, or one outside of 0 to `maximum`
    static ScoreSample ofScores(double[] scores, double maximum) {
        return new MeanSample(scores, maximum, false);
    }

    /// The same where each answer is right or wrong, 0 or `maximum`, and the score of an item the mean of its
    /// answers. Where some items are now this, now that, the interval is still never one that has no width
    /// because nearly all are right.
    ///
    /// @throws IllegalArgumentException as for other scores
    static ScoreSample ofOutcomes(double[] means, double maximum) {
        return new MeanSample(means, maximum, true);
    }

    /// Sufficient statistics for each item, and how their sum makes a score: for scores like BLEU that are
    /// no mean.
    ///
    /// @param score must neither change nor keep its argument
    /// @throws IllegalArgumentException if there is no item, or one whose statistics differ in number
    static ScoreSample ofCorpus(double[][] statistics, double maximum, ToDoubleFunction<double[]> score) {
        return new CorpusSample(statistics, maximum, score);
    }

    /// The same where items belong together, such as the questions to one document: whoever is drawn brings
    /// all of its cluster. Items of a cluster are alike, so as many independent ones as there are clusters
    /// is what a sample is worth.
    ///
    /// @param clusters for each item what it belongs to
    static ScoreSample ofClusters(
            double[][] statistics, List<String> clusters, double maximum, ToDoubleFunction<double[]> score) {
        return new CorpusSample(summed(statistics, clusters), maximum, score);
    }

    /// The same for scores of which the mean counts.
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

    /// The number of items; of clusters, where items belong together.
    int size();

    /// The score over all items.
    double value();

    /// The best possible score.
    double maximum();

    /// Whether each single answer is either right or wrong.
    default boolean rightOrWrong() {
        return false;
    }
}
