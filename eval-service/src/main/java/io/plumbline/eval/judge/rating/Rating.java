package io.plumbline.eval.judge.rating;

/// A judge's rating of one criterion.
///
/// @param level the best matching anchor
/// @param expected the level, weighted by probabilities or averaged over samples
/// @param deviation standard deviation of the level; 0 for a certain judge or a single call
/// @param evidence the decisive passage; empty if the judge found none
/// @param quoted whether the evidence occurs verbatim in the answer, ignoring white space
/// @param reasoning the judge's reasoning
public record Rating(
        String criterion,
        int level,
        double expected,
        double deviation,
        String evidence,
        boolean quoted,
        String reasoning) {}
