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
        return new MeanSample(scores, maximum);
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
        return new CorpusSample(sums.values().toArray(double[][]::new), maximum, score);
    }

    /// The number of items; of clusters, where items belong together.
    int size();

    /// The score over all items.
    double value();

    /// The best possible score.
    double maximum();
}
