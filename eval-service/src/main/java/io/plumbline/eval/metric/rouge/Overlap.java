package io.plumbline.eval.metric.rouge;

import io.plumbline.eval.metric.token.FMeasure;

/// The overlap of a hypothesis with a reference, in matching tokens or n-grams.
record Overlap(int matches, int inHypothesis, int inReference) {

    double precision() {
        return matches == 0 ? 0 : (double) matches / inHypothesis;
    }

    double recall() {
        return matches == 0 ? 0 : (double) matches / inReference;
    }

    /// Returns the harmonic mean of precision and recall; 0 without matches.
    double f1() {
        return FMeasure.of(matches, inHypothesis, inReference);
    }
}
