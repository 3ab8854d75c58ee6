package io.plumbline.eval.metric;

/// A metric whose corpus score is the mean over its pairs: the statistics are the score and a one.
public interface MeanMetric extends Metric {

    /// In 0..[#maximum()].
    double score(TextPair pair);

    @Override
    default double maximum() {
        return 1;
    }

    @Override
    default boolean isMean() {
        return true;
    }

    @Override
    default double[] statistics(TextPair pair) {
        return new double[] {score(pair), 1};
    }

    @Override
    default double pairScore(double[] statistics) {
        return corpusScore(statistics);
    }

    @Override
    default double corpusScore(double[] summedStatistics) {
        return summedStatistics[1] == 0 ? 0 : summedStatistics[0] / summedStatistics[1];
    }
}
