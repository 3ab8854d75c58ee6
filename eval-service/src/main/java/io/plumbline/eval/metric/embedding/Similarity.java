package io.plumbline.eval.metric.embedding;

/// The token-based similarity of two texts.
///
/// @param precision how much of the first is in the second, -1..1
/// @param recall how much of the second is in the first, -1..1
record Similarity(double precision, double recall) {

    static final Similarity NONE = new Similarity(0, 0);

    /// Returns the harmonic mean; 0 if both are.
    double f1() {
        double sum = precision + recall;
        return sum == 0 ? 0 : 2 * precision * recall / sum;
    }
}
