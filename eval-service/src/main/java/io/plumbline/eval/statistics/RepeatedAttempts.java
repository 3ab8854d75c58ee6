package io.plumbline.eval.statistics;

/// How sure a verdict must be that comes after others on the same question.
///
/// Whoever may try again until chance helps errs as often as they like. Here the first attempt may err with
/// the whole of its error, α, and all that follow share another α among them: attempt k gets α ∕ (k (k − 1)),
/// which adds up to α over any number of them. By the union bound no series of attempts, however long and
/// whatever the answers of one have to do with those of another, errs on either side with more than twice
/// what one attempt may: 5 % where each side of an interval of 95 % has 2.5 %.
///
/// Bounds that use how the attempts depend on each other would be narrower (see [GroupSequential]); these
/// hold also where what is added is no fresh sample, as with a model that says the same again.
public final class RepeatedAttempts {

    private RepeatedAttempts() {}

    /// The confidence of two-sided intervals at an attempt.
    ///
    /// @param first that of the first attempt
    /// @param attempt 1 or more
    public static double confidence(double first, int attempt) {
        Normal.requireConfidence(first);
        if (attempt < 1) {
            throw new IllegalArgumentException("Attempts are counted from 1, not from " + attempt);
        }
        return attempt == 1 ? first : 1 - (1 - first) / ((double) attempt * (attempt - 1));
    }
}
