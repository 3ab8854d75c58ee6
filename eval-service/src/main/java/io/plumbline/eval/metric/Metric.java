package io.plumbline.eval.metric;

import java.util.List;

/// Compares a system's text with the expected text.
///
/// A metric reduces each pair to a short vector of *sufficient statistics*. The score of a pair is a function of
/// its vector, and the score of a corpus is a function of the **sum** of the vectors: for ROUGE that is a mean,
/// for BLEU and chrF it is not (a corpus BLEU is not the mean of sentence BLEUs). So resampling a corpus, as in
/// the paired bootstrap, only sums vectors again and never reads a text twice.
///
/// Implementations are immutable and thread-safe. They accept any text within the bounds of [TextPair], including
/// unpaired surrogates, in time and memory limited by those bounds.
public interface Metric {

    /// Returns the name in the API, for example `rougeL`.
    String name();

    /// Returns the best possible score; the worst is 0. 1 for most metrics, 100 for BLEU and chrF. For an error
    /// rate it is reversed, and scores may exceed this.
    double maximum();

    /// Whether lower is better, and 0 is best.
    default boolean isErrorRate() {
        return false;
    }

    /// Whether it needs references; otherwise a pair may lack them.
    default boolean needsReferences() {
        return true;
    }

    /// Whether it scores how a system came to an answer ([AnswerEvidence]), which only gates have.
    default boolean needsEvidence() {
        return false;
    }

    /// Whether a pair has what the metric compares it with. Otherwise it has no score.
    default boolean canScore(TextPair pair) {
        return !needsReferences() || !pair.references().isEmpty();
    }

    /// Returns the maximum number of pairs per request: fewer for metrics that need a process each.
    default int mostPairs() {
        return Integer.MAX_VALUE;
    }

    /// Returns the metric for the pairs of one corpus: a different one if word weights depend on frequencies in
    /// it.
    ///
    /// @param references all references of the corpus
    default Metric within(List<String> references) {
        return this;
    }

    /// Whether the score of a pair depends on its corpus: whether [#within] returns another metric.
    default boolean dependsOnCorpus() {
        return false;
    }

    /// Whether it sends texts to a service that a team, and not the operator, chose.
    default boolean sendsOut() {
        return false;
    }

    /// Whether scoring calls a service over HTTP, of a team or of the operator.
    default boolean callsService() {
        return sendsOut();
    }

    /// Returns the price of scoring one pair, in US dollars; 0 for metrics that call nothing.
    default double costUsdPerPair() {
        return 0;
    }

    /// Returns the sufficient statistics of one pair: of constant length for a metric, never negative.
    ///
    /// @throws OversizedTextException if scoring would exceed the metric's limit
    /// @throws MetricUnavailableException if a required resource is missing
    double[] statistics(TextPair pair);

    /// Returns the statistics of several pairs, for metrics with faster batches.
    ///
    /// @return one row per pair
    /// @throws OversizedTextException as for one pair
    /// @throws MetricUnavailableException as for one pair
    /// @throws UnscoredPairsException if the scorer of the metric failed on some of the pairs
    default double[][] statistics(List<TextPair> pairs) {
        double[][] rows = new double[pairs.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = statistics(pairs.get(i));
        }
        return rows;
    }

    /// Returns the score of one pair, in 0..[#maximum()], from its statistics, which stay unchanged.
    double pairScore(double[] statistics);

    /// Returns the score of a corpus, in 0..[#maximum()], from the sum of its pairs' statistics, which stays
    /// unchanged. An empty corpus (all zero) scores 0.
    double corpusScore(double[] summedStatistics);

    /// Whether the score of a corpus is the mean of the scores of its pairs.
    default boolean isMean() {
        return false;
    }

    /// Describes how a pair's score is computed: reference implementation, version and every setting that affects
    /// it.
    String pairSignature(ReferenceCount references);

    /// Describes how a corpus score is computed.
    default String corpusSignature(ReferenceCount references) {
        return pairSignature(references);
    }
}
