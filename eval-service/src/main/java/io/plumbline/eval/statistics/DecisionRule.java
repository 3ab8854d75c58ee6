package io.plumbline.eval.statistics;

/// The required confidence of a decision, and its resampling.
///
/// @param confidence confidence of the two-sided intervals; each side has half of the remaining error
/// @param bootstrap for scores that are not binary
/// @param partial whether only part of the items was answered so far: the others must not be treated as
///     non-existent
public record DecisionRule(double confidence, BootstrapResampler bootstrap, boolean partial) {

    private static final double USUAL_CONFIDENCE = 0.95;
    private static final int USUAL_RESAMPLES = 10_000;

    public DecisionRule {
        Normal.requireConfidence(confidence);
    }

    /// A rule for all items.
    public DecisionRule(double confidence, BootstrapResampler bootstrap) {
        this(confidence, bootstrap, false);
    }

    /// 95 % and 10,000 resamples.
    public static DecisionRule seeded(long seed) {
        return seeded(seed, USUAL_CONFIDENCE);
    }

    /// 10,000 resamples.
    public static DecisionRule seeded(long seed, double confidence) {
        return new DecisionRule(confidence, new BootstrapResampler(USUAL_RESAMPLES, seed));
    }

    /// Returns the rule for part of the items.
    public DecisionRule ofPart() {
        return new DecisionRule(confidence, bootstrap, true);
    }
}
