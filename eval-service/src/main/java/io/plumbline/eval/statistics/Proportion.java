package io.plumbline.eval.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// A number of successes among items, and inference about the underlying rate.
///
/// Never the normal approximation around the observed rate (Wald): at 10 of 10 its interval has zero width.
///
/// @param successes 0 to `items`
/// @param items at least 1
public record Proportion(int successes, int items) {

    public Proportion {
        if (items < 1 || successes < 0 || successes > items) {
            throw new IllegalArgumentException("Not a proportion: " + successes + " of " + items);
        }
    }

    public double rate() {
        return (double) successes / items;
    }

    /// Wilson's score interval: its coverage is close to its confidence for any rate and number, sometimes
    /// slightly above, sometimes below.
    ///
    /// @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>
    public ConfidenceInterval wilson(double confidence) {
        Normal.requireConfidence(confidence);
        return wilsonAt(Normal.twoSided(confidence));
    }

    /// Returns the interval of this number of standard errors, 0 or more.
    ConfidenceInterval wilsonAt(double z) {
        double rate = rate();
        double weight = z * z / items;
        double centre = (rate + weight / 2) / (1 + weight);
        double half = z / (1 + weight) * Math.sqrt(rate * (1 - rate) / items + weight / (4 * items));
        return new ConfidenceInterval(
                successes == 0 ? 0 : Math.max(0, centre - half), successes == items ? 1 : Math.min(1, centre + half));
    }

    /// Clopper and Pearson's exact interval: its coverage is never below its confidence, so it suits guarantees.
    ///
    /// @see <a href="https://doi.org/10.1093/biomet/26.4.404">Clopper and Pearson 1934</a>
    public ConfidenceInterval clopperPearson(double confidence) {
        Normal.requireConfidence(confidence);
        double tail = (1 - confidence) / 2;
        int failures = items - successes;
        double low = successes == 0
                ? 0
                : BetaDistribution.of(successes, failures + 1.0).inverseCumulativeProbability(tail);
        double high = failures == 0
                ? 1
                : BetaDistribution.of(successes + 1.0, failures).inverseSurvivalProbability(tail);
        return new ConfidenceInterval(low, high);
    }

    /// Returns the one-sided p-value against "the rate is at least `rate`", by the score test that Wilson's
    /// interval inverts: it is below 2.5 % exactly if the 95 % interval is below `rate`.
    public double pValueBelow(double rate) {
        if (rate <= 0) {
            return 1;
        }
        if (rate >= 1) {
            return successes == items ? 1 : 0;
        }
        return Normal.cumulative((rate() - rate) / Math.sqrt(rate * (1 - rate) / items));
    }

    /// Returns the exact p-value: the probability of so few successes at that rate. Below 2.5 % exactly if
    /// Clopper and Pearson's 95 % interval is below `rate`.
    public double exactPValueBelow(double rate) {
        if (rate <= 0) {
            return 1;
        }
        if (rate >= 1) {
            return successes == items ? 1 : 0;
        }
        return BinomialDistribution.of(items, rate).cumulativeProbability(successes);
    }

    /// Returns the number of items that show that the rate, if it is the true one, is above or below a threshold.
    /// Exact intervals need a few more, by Fleiss' continuity correction.
    ///
    /// @see "Fleiss, Levin, Paik: Statistical Methods for Rates and Proportions, 2003, section 2.5"
    public double itemsNeeded(double threshold, boolean exact, Power power) {
        double rate = rate();
        double distance = Math.abs(rate - threshold);
        double needed =
                power.itemsNeeded(Math.sqrt(threshold * (1 - threshold)), Math.sqrt(rate * (1 - rate)), distance);
        return exact ? needed / 4 * Math.pow(1 + Math.sqrt(1 + 2 / (needed * distance)), 2) : needed;
    }

    /// Returns the largest failure rate with a probability of `1 − confidence` of no failure in this number of
    /// items: 9.5 % for 30 and 95 %. Reports print it instead of "0 % failed".
    public static double failureRateBehindNoFailure(int items, double confidence) {
        Normal.requireConfidence(confidence);
        if (items < 1) {
            throw new IllegalArgumentException("Nothing follows from " + items + " items.");
        }
        return -Math.expm1(Math.log1p(-confidence) / items);
    }
}
