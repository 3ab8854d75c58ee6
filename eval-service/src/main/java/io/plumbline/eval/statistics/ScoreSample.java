package io.plumbline.eval.statistics;

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

    /// Sufficient statistics for each item, and how their sum makes a score: for scores like BLEU that are no mean.
    ///
    /// @param score must neither change nor keep its argument
    /// @throws IllegalArgumentException if there is no item, or one whose statistics differ in number
    static ScoreSample ofCorpus(double[][] statistics, double maximum, ToDoubleFunction<double[]> score) {
        return new CorpusSample(statistics, maximum, score);
    }

    /// The number of items.
    int size();

    /// The score over all items.
    double value();

    /// The best possible score.
    double maximum();
}
