package io.plumbline.eval.calibration.prediction;

/// Items that the judges say the same of, and the labels of those that people have seen.
///
/// @param items all of them, labelled or not
/// @param labels people's, in 0..1, of items drawn at random from these; at most `items`
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

    /// Of the labels and two more of weight ½, at 0 and at 1: a stratum in which all labels are the same so
    /// far must not pass for one in which no other can come.
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
