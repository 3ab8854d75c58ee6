package io.plumbline.eval.statistics;

import org.jspecify.annotations.Nullable;

/// The effect that a number of items can detect.
///
/// For a two-sided test of a mean at significance `1 − confidence`: n = (z₁₋α∕₂ + z₁₋β)² σ² ∕ δ². σ is the
/// standard deviation of the averaged values; for a paired comparison, of the differences.
///
/// @param confidence 1 − α
/// @param power 1 − β, the probability of detecting an effect of that size
/// @see <a href="https://arxiv.org/abs/2411.00640">Miller 2024, section 5</a>
public record Power(double confidence, double power) {

    /// The usual 95 % and 80 %.
    public static final Power USUAL = new Power(0.95, 0.8);

    public Power {
        Normal.requireConfidence(confidence);
        Normal.requireConfidence(power);
    }

    /// Returns σ of the differences between two binary systems that differ on this share of the items.
    public static double deviationOfPairedOutcomes(double discordance) {
        return Math.sqrt(discordance);
    }

    /// Returns σ of the difference between two systems of the same success rate on different items.
    public static double deviationOfUnpairedOutcomes(double rate) {
        return Math.sqrt(2 * rate * (1 - rate));
    }

    public double minimumDetectableEffect(double deviation, int items) {
        return quantiles() * deviation / Math.sqrt(items);
    }

    /// Returns the same power at another confidence.
    public static Power at(double confidence) {
        return new Power(confidence, USUAL.power);
    }

    /// Returns how much larger an effect must be to be detected than to reach the end of an interval.
    public double reaches() {
        return quantiles() / Normal.twoSided(confidence);
    }

    /// Returns the required distance of the true value from a threshold for an interval of this width to decide;
    /// null for an interval without a width.
    public @Nullable Double detectableEffect(ConfidenceInterval interval) {
        double effect = reaches() * interval.width() / 2;
        return effect > 0 ? effect : null;
    }

    /// For tests with the standard error at the threshold, like Wilson's interval.
    ///
    /// @param atThreshold standard deviation if the threshold were the true value
    /// @param deviation standard deviation of the true value
    /// @param effect distance of the true value from the threshold, not 0
    public double itemsNeeded(double atThreshold, double deviation, double effect) {
        double ratio =
                (Normal.twoSided(confidence) * atThreshold + Normal.upperQuantile(1 - power) * deviation) / effect;
        return ratio * ratio;
    }

    /// @param effect the difference to detect, above 0
    public long itemsNeeded(double deviation, double effect) {
        double ratio = quantiles() * deviation / effect;
        return (long) Math.ceil(ratio * ratio);
    }

    private double quantiles() {
        return Normal.twoSided(confidence) + Normal.upperQuantile(1 - power);
    }
}
