package io.plumbline.eval.statistics.multiplicity;

import io.plumbline.eval.statistics.Normal;

/// The required confidence of a verdict that follows others on the same question.
///
/// Unlimited retries until chance helps would err without limit. Here the first attempt has its full error, α,
/// and all later ones share another α: attempt k gets α ∕ (k (k − 1)), which adds up to α over any number of
/// attempts. By the union bound, no series of attempts, however long and however dependent its answers, errs on
/// either side with more than twice the error of one attempt: 5 % if each side of a 95 % interval has 2.5 %.
///
/// Bounds that use the dependence of the attempts would be narrower (see [GroupSequential]); these also hold if
/// the added answers are no fresh sample, for example from a model that repeats itself.
public final class RepeatedAttempts {

    private RepeatedAttempts() {}

    /// Returns the confidence of two-sided intervals at an attempt.
    ///
    /// @param first confidence of the first attempt
    /// @param attempt 1 or more
    public static double confidence(double first, int attempt) {
        Normal.requireConfidence(first);
        if (attempt < 1) {
            throw new IllegalArgumentException("Attempts are counted from 1, not from " + attempt);
        }
        return attempt == 1 ? first : 1 - (1 - first) / ((double) attempt * (attempt - 1));
    }
}
