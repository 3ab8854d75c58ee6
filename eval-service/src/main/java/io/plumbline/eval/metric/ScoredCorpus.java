package io.plumbline.eval.metric;

import io.plumbline.eval.statistics.ScoreSample;
import java.util.List;

/// A corpus scored by one metric: each pair, the corpus, and the statistics for resampling.
///
/// Contains no text. Immutable as long as nobody writes to the arrays of [#statistics()], which are not copied
/// because a corpus may have 100,000 rows.
public final class ScoredCorpus {

    private final Metric metric;
    private final ReferenceCount references;
    private final double[][] statistics;

    private ScoredCorpus(Metric metric, ReferenceCount references, double[][] statistics) {
        this.metric = metric;
        this.references = references;
        this.statistics = statistics;
    }

    /// @throws OversizedTextException if a pair is too large for the metric
    /// @throws MetricUnavailableException if the metric is unavailable
    public static ScoredCorpus of(Metric metric, List<TextPair> pairs) {
        Metric within = metric.within(
                pairs.stream().flatMap(pair -> pair.references().stream()).toList());
        return new ScoredCorpus(metric, ReferenceCount.of(pairs), within.statistics(pairs));
    }

    public Metric metric() {
        return metric;
    }

    public int size() {
        return statistics.length;
    }

    /// Returns a row of sufficient statistics for each pair.
    public double[][] statistics() {
        return statistics;
    }

    public double pairScore(int pair) {
        return metric.pairScore(statistics[pair]);
    }

    public double[] pairScores() {
        double[] scores = new double[size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = pairScore(i);
        }
        return scores;
    }

    /// Returns the score of the corpus; 0 without pairs.
    public double score() {
        if (statistics.length == 0) {
            return 0;
        }
        double[] sum = new double[statistics[0].length];
        for (double[] row : statistics) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
        return metric.corpusScore(sum);
    }

    /// Returns the scores for the statistical tests.
    public ScoreSample sample() {
        return metric.isMean()
                ? ScoreSample.ofScores(pairScores(), metric.maximum())
                : ScoreSample.ofCorpus(statistics, metric.maximum(), metric::corpusScore);
    }

    public String pairSignature() {
        return metric.pairSignature(references);
    }

    public String corpusSignature() {
        return metric.corpusSignature(references);
    }
}
