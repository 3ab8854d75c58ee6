package io.plumbline.eval.metric;

/// How alike two texts are, token by token.
///
/// @param precision how much of the first is in the second, -1..1
/// @param recall how much of the second is in the first, -1..1
record Similarity(double precision, double recall) {

    static final Similarity NONE = new Similarity(0, 0);

    /// The harmonic mean, 0 where both are.
    double f1() {
        double sum = precision + recall;
        return sum == 0 ? 0 : 2 * precision * recall / sum;
    }
}
