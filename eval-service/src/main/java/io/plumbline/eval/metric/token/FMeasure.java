package io.plumbline.eval.metric.token;

/// The harmonic mean of precision and recall, as ROUGE and SQuAD use it.
public final class FMeasure {

    private FMeasure() {}

    /// Returns the F1 of `matches` common tokens (or n-grams) of a hypothesis and a reference; 0 without any.
    public static double of(int matches, int inHypothesis, int inReference) {
        if (matches == 0) {
            return 0;
        }
        double precision = (double) matches / inHypothesis;
        double recall = (double) matches / inReference;
        return 2 * precision * recall / (precision + recall);
    }
}
