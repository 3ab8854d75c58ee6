package io.plumbline.guardrails.output;

/// How a part of an answer is set. Code that is shown as code is explained rather than meant to be run, and weighs
/// less.
enum Quoting {
    BARE(1),
    INLINE_CODE(0.6),
    CODE_BLOCK(0.5);

    private final double weight;

    Quoting(double weight) {
        this.weight = weight;
    }

    double weigh(double score) {
        return score * weight;
    }
}
