package io.plumbline.eval.statistics;

import org.jspecify.annotations.Nullable;

/// How small an effect so many items can show.
///
/// For a two-sided test of a mean at significance `1 − confidence`: n = (z₁₋α∕₂ + z₁₋β)² σ² ∕ δ². σ is the
/// standard deviation of what is averaged; for a paired comparison that of the differences.
///
/// @param confidence 1 − α
/// @param power 1 − β, the chance to notice an effect of that size
/// @see <a href="https://arxiv.org/abs/2411.00640">Miller 2024, section 5</a>
public record Power(double confidence, double power) {

    /// 95 % and 80 %, as is usual.
    public static final Power USUAL = new Power(0.95, 0.8);

    public Power {
        Normal.requireConfidence(confidence);
        Normal.requireConfidence(power);
    }

    /// σ of the differences between two systems that are right or wrong and differ on this share of the items.
    public static double deviationOfPairedOutcomes(double discordance) {
        return Math.sqrt(discordance);
    }

    /// σ of the difference between two systems of the same success rate on different items.
    public static double deviationOfUnpairedOutcomes(double rate) {
        return Math.sqrt(2 * rate * (1 - rate));
    }

    public double minimumDetectableEffect(double deviation, int items) {
        return quantiles() * deviation / Math.sqrt(items);
    }

    /// The same power at another confidence.
    public static Power at(double confidence) {
        return new Power(confidence, USUAL.power);
    }

    /// How much larger an effect must be to be noticed than to reach the end of an interval.
    double reaches() {
        return quantiles() / Normal.twoSided(confidence);
    }

    /// How far the true value must be from a threshold for an interval as wide as this one to decide; null for
    /// one without a width.
    public @Nullable Double detectableEffect(Interval interval) {
        double effect = reaches() * interval.width() / 2;
        return effect > 0 ? effect : null;
    }

    /// For tests whose standard error is that of the threshold, as of Wilson's interval.
    ///
    /// @param atThreshold standard deviation if the threshold were the true value
    /// @param deviation standard deviation of the true value
    /// @param effect distance of the true value from the threshold, not 0
    public double itemsNeeded(double atThreshold, double deviation, double effect) {
        double ratio =
                (Normal.twoSided(confidence) * atThreshold + Normal.upperQuantile(1 - power) * deviation) / effect;
        return ratio * ratio;
    }

    /// @param effect the difference that should be noticed, above 0
    public long itemsNeeded(double deviation, double effect) {
        double ratio = quantiles() * deviation / effect;
        return (long) Math.ceil(ratio * ratio);
    }

    private double quantiles() {
        return Normal.twoSided(confidence) + Normal.upperQuantile(1 - power);
    }
}
