package io.plumbline.eval.calibration.prediction;

/// Items with equal ratings from the judges, and their labels.
///
/// @param items number of all items, labelled or not
/// @param labels human labels, in 0..1, of items drawn at random from these; at most `items`
public record Stratum(int items, double[] labels) {

    public Stratum {
        labels = labels.clone();
        if (labels.length > items) {
            throw new IllegalArgumentException(labels.length + " labels of " + items + " items.");
        }
    }

    @Override
    public double[] labels() {
        return labels.clone();
    }

    /// Returns the variance of the labels with two more of weight ½, at 0 and at 1: equal labels so far do not
    /// exclude others.
    double variance() {
        int n = labels.length;
        double sum = 1.0 / 2;
        double squares = 1.0 / 2;
        for (double label : labels) {
            sum += label;
            squares += label * label;
        }
        double mean = sum / (n + 1);
        return (squares / (n + 1) - mean * mean) * Math.max(1, n) / Math.max(1, n - 1);
    }
}
