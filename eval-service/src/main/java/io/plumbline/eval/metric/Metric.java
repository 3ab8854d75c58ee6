package io.plumbline.eval.metric;

import java.util.List;

/// Compares what a system wrote with what it should have written.
///
/// A metric reduces each pair to a short vector of *sufficient statistics*. The score of a pair is a
/// function of its vector, and the score of a corpus is a function of the **sum** of the vectors: for ROUGE
/// that is a mean, for BLEU and chrF it is not (a corpus BLEU is not the mean of sentence BLEUs). So
/// whoever resamples a corpus, as the paired bootstrap does, sums vectors again and never looks at the text
/// twice.
///
/// Implementations are immutable and safe for concurrent use. They answer for any text within the bounds of
/// [TextPair], unpaired surrogates included, in time and memory that those bounds limit.
public interface Metric {

    /// The name in the API, such as `rougeL`.
    String name();

    /// The best possible score; the worst is 0. 1 for most metrics, 100 for BLEU and chrF. For an error
    /// rate it is the other way round, and it may exceed this.
    double maximum();

    /// Whether less is better, and 0 is best.
    default boolean isErrorRate() {
        return false;
    }

    /// Whether it compares with references. A pair may lack them otherwise.
    default boolean needsReferences() {
        return true;
    }

    /// How many pairs one request may ask of it: fewer for what takes a process each.
    default int mostPairs() {
        return Integer.MAX_VALUE;
    }

    /// The metric for the pairs of one corpus: another for one that weighs words by how rare they are in it.
    ///
    /// @param references all that the corpus has
    default Metric within(List<String> references) {
        return this;
    }

    /// Whether the score of a pair depends on the corpus that it is in: whether [#within] gives another
    /// metric.
    default boolean dependsOnCorpus() {
        return false;
    }

    /// The sufficient statistics of one pair: always the same length for one metric, never negative.
    ///
    /// @throws OversizedTextException if scoring the pair would cost more than the metric allows
    /// @throws MetricUnavailableException if what it needs beside the text is not there
    double[] statistics(TextPair pair);

    /// The statistics of several pairs, for metrics that are faster so.
    ///
    /// @return a row for each pair
    /// @throws OversizedTextException as for one pair
    /// @throws MetricUnavailableException as for one pair
    default double[][] statistics(List<TextPair> pairs) {
        double[][] rows = new double[pairs.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = statistics(pairs.get(i));
        }
        return rows;
    }

    /// The score of one pair, in 0..[#maximum()], from its own statistics, which are left as they are.
    double pairScore(double[] statistics);

    /// The score of a corpus, in 0..[#maximum()], from the sum of the statistics of its pairs, which is
    /// left as it is. An empty corpus (all zero) scores 0.
    double corpusScore(double[] summedStatistics);

    /// Whether the score of a corpus is the mean of the scores of its pairs.
    default boolean isMean() {
        return false;
    }

    /// Says how a pair's score came about: reference implementation, version and every setting that moves the
    /// number.
    String pairSignature(ReferenceCount references);

    /// The same for the score of a corpus.
    default String corpusSignature(ReferenceCount references) {
        return pairSignature(references);
    }
}
