package io.plumbline.eval.statistics;

import java.util.Arrays;

/// One score for each item.
public final class MeanSample implements ScoreSample {

    private final double[] scores;
    private final double maximum;
    private final boolean rightOrWrong;

    MeanSample(double[] scores, double maximum, boolean rightOrWrong) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("Nothing follows from no items.");
        }
        for (double score : scores) {
            if (!(score >= 0 && score <= maximum)) {
                throw new IllegalArgumentException("A score lies between 0 and " + maximum + ", not at " + score);
            }
        }
        this.scores = scores.clone();
        this.maximum = maximum;
        this.rightOrWrong = rightOrWrong;
    }

    @Override
    public int size() {
        return scores.length;
    }

    @Override
    public double value() {
        return SampleMean.of(scores).mean();
    }

    @Override
    public double maximum() {
        return maximum;
    }

    @Override
    public boolean rightOrWrong() {
        return rightOrWrong;
    }

    public double[] scores() {
        return scores;
    }

    /// Whether each item is entirely right or wrong, without flaky ones.
    public boolean isBinary() {
        return Arrays.stream(scores).allMatch(score -> score == 0 || score == maximum);
    }

    public Proportion proportion() {
        return new Proportion(
                (int) Arrays.stream(scores).filter(score -> score > 0).count(), scores.length);
    }

    public PairedOutcomes against(MeanSample baseline) {
        int[][] counts = new int[2][2];
        for (int i = 0; i < scores.length; i++) {
            counts[scores[i] > 0 ? 1 : 0][baseline.scores[i] > 0 ? 1 : 0]++;
        }
        return new PairedOutcomes(counts[1][1], counts[0][1], counts[1][0], counts[0][0]);
    }
}
