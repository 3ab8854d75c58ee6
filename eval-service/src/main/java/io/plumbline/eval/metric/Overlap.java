package io.plumbline.eval.metric;

/// How much of a hypothesis is in a reference: tokens, or n-grams, that count as found.
record Overlap(int matches, int inHypothesis, int inReference) {

    double precision() {
        return matches == 0 ? 0 : (double) matches / inHypothesis;
    }

    double recall() {
        return matches == 0 ? 0 : (double) matches / inReference;
    }

    /// The harmonic mean of the two; 0 if nothing matches.
    double f1() {
        return FMeasure.of(matches, inHypothesis, inReference);
    }
}
