package io.plumbline.eval.statistics;

/// The mean of scores, with Student's interval.
///
/// @param deviation the standard deviation, n − 1 in its denominator; 0 for a single item
public record SampleMean(int items, double mean, double deviation) {

    public static SampleMean of(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new SampleMean(values.length, mean, values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1.0)));
    }

    double standardError() {
        return deviation / Math.sqrt(items);
    }

    /// @throws IllegalArgumentException for fewer than two items, which have no interval
    public ConfidenceInterval interval(double confidence) {
        Normal.requireConfidence(confidence);
        double half = Normal.studentTwoSided(confidence, items) * standardError();
        return new ConfidenceInterval(mean - half, mean + half);
    }

    /// Returns the one-sided p-value against "the mean is at least `value`".
    public double pValueBelow(double value) {
        if (deviation == 0) {
            return mean < value ? 0 : 1;
        }
        return Normal.studentCumulative((mean - value) / standardError(), items);
    }
}
