package io.plumbline.eval.gate.ledger.result;

/// The evidence of a verdict: gates with the same questions to the same systems add up.
///
/// @param attempt number of the verdict on the same question, 1 for the first
/// @param runs number of runs with answers in the verdict, including this one
/// @param confidence confidence of its two-sided intervals, 0..1: higher with each attempt, so that all of them
///     together keep the stated error rate
public record Evidence(int attempt, int runs, double confidence) {

    /// The evidence of a single gate.
    public static Evidence alone(double confidence) {
        return new Evidence(1, 1, confidence);
    }
}
