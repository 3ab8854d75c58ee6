package io.plumbline.eval.statistics;

import java.util.function.ToDoubleFunction;

/// The sufficient statistics of each item. The arrays are not copied because a corpus may have 100,000 rows.
public final class CorpusSample implements ScoreSample {

    private final double[][] statistics;
    private final double maximum;
    private final ToDoubleFunction<double[]> score;
    private final boolean isMean;
    private final boolean rightOrWrong;

    CorpusSample(double[][] statistics, double maximum, ToDoubleFunction<double[]> score) {
        this(statistics, maximum, score, false, false);
    }

    /// @param clusters for each a sum of scores and their number
    static CorpusSample ofMeans(double[][] clusters, double maximum, boolean rightOrWrong) {
        return new CorpusSample(clusters, maximum, CorpusSample::mean, true, rightOrWrong);
    }

    private CorpusSample(
            double[][] statistics,
            double maximum,
            ToDoubleFunction<double[]> score,
            boolean isMean,
            boolean rightOrWrong) {
        if (statistics.length == 0) {
            throw new IllegalArgumentException("Nothing follows from no items.");
        }
        for (double[] row : statistics) {
            if (row.length != statistics[0].length) {
                throw new IllegalArgumentException("Every item has the same statistics.");
            }
        }
        this.statistics = statistics;
        this.maximum = maximum;
        this.score = score;
        this.isMean = isMean;
        this.rightOrWrong = rightOrWrong;
    }

    private static double mean(double[] sums) {
        return sums[1] == 0 ? 0 : sums[0] / sums[1];
    }

    @Override
    public int size() {
        return statistics.length;
    }

    @Override
    public double value() {
        double[] sum = new double[statistics[0].length];
        for (double[] row : statistics) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
        return score.applyAsDouble(sum);
    }

    @Override
    public double maximum() {
        return maximum;
    }

    @Override
    public boolean rightOrWrong() {
        return rightOrWrong;
    }

    /// Whether the statistics are a sum of scores and their number.
    boolean isMean() {
        return isMean;
    }

    public double[][] statistics() {
        return statistics;
    }

    public ToDoubleFunction<double[]> score() {
        return score;
    }
}
