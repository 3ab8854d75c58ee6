package io.plumbline.eval.statistics;

/// How small an effect so many items can show.
///
/// For a two-sided test of a mean at significance `1 − confidence`: n = (z₁₋α∕₂ + z₁₋β)² σ² ∕ δ². σ is the standard
/// deviation of what is averaged; for a paired comparison that of the differences.
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

    /// @param effect the difference that should be noticed, above 0
    public long itemsNeeded(double deviation, double effect) {
        double ratio = quantiles() * deviation / effect;
        return (long) Math.ceil(ratio * ratio);
    }

    private double quantiles() {
        return Normal.twoSided(confidence) + Normal.upperQuantile(1 - power);
    }
}
