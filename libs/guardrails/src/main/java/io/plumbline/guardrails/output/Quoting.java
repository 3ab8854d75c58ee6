package io.plumbline.guardrails.output;

/// The formatting of a part of an answer. Content formatted as code is more likely an explanation than meant to
/// run, and weighs less.
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
