package io.plumbline.eval.statistics;

/// How sure a decision must be, and the draws on which it rests.
///
/// @param confidence of the two-sided intervals; each side errs with half of what is left
/// @param bootstrap for scores that are not just right or wrong
/// @param partial whether only a part of the items was asked yet: what has not been seen of them must not
///     count as if it were not there
public record DecisionRule(double confidence, Bootstrap bootstrap, boolean partial) {

    private static final double USUAL_CONFIDENCE = 0.95;
    private static final int USUAL_RESAMPLES = 10_000;

    public DecisionRule {
        Normal.requireConfidence(confidence);
    }

    /// On all items.
    public DecisionRule(double confidence, Bootstrap bootstrap) {
        this(confidence, bootstrap, false);
    }

    /// 95 % and 10,000 resamples.
    public static DecisionRule seeded(long seed) {
        return seeded(seed, USUAL_CONFIDENCE);
    }

    /// 10,000 resamples.
    public static DecisionRule seeded(long seed, double confidence) {
        return new DecisionRule(confidence, new Bootstrap(USUAL_RESAMPLES, seed));
    }

    /// The same for a part of the items.
    public DecisionRule ofPart() {
        return new DecisionRule(confidence, bootstrap, true);
    }
}
