package io.plumbline.eval.metric;

/// The harmonic mean of precision and recall, as ROUGE and SQuAD use it.
final class FMeasure {

    private FMeasure() {}

    /// The F1 of `matches` tokens (or n-grams) that a hypothesis and a reference have in common; 0 if there are
    /// none.
    static double of(int matches, int inHypothesis, int inReference) {
        if (matches == 0) {
            return 0;
        }
        double precision = (double) matches / inHypothesis;
        double recall = (double) matches / inReference;
        return 2 * precision * recall / (precision + recall);
    }
}
