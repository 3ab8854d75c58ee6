package io.plumbline.eval.judge.rating;

/// What a judge says of one criterion.
///
/// @param level the anchor that fits best
/// @param expected the level, weighted by probabilities or averaged over samples
/// @param deviation standard deviation of the level; 0 where the judge does not waver, or was asked once
/// @param evidence the passage that decides; empty where the judge found none
/// @param quoted whether the evidence stands in the answer word for word, white space aside
/// @param reasoning why, in the judge's words
public record Rating(
        String criterion,
        int level,
        double expected,
        double deviation,
        String evidence,
        boolean quoted,
        String reasoning) {}
