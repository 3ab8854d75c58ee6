package io.plumbline.eval.gate.ledger;

/// On what a verdict rests: gates that ask the same of the same systems add up.
///
/// @param attempt which verdict on the same question this is, 1 for the first
/// @param runs whose answers the verdict rests on, this one included
/// @param confidence of its two-sided intervals, 0..1: higher with each attempt, so that all of them together
///     err no more often than is said
public record Evidence(int attempt, int runs, double confidence) {

    /// Of a gate that stands alone.
    public static Evidence alone(double confidence) {
        return new Evidence(1, 1, confidence);
    }
}
