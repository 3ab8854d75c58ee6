package io.plumbline.eval.statistics.check;

import io.plumbline.eval.statistics.ConfidenceInterval;

/// Decides whether a candidate is worse than its baseline by more than a margin.
final class NonInferiority {

    /// Tolerance with which a difference equal to the margin is not a larger drop because of rounding.
    private static final double ROUNDING = 1e-9;

    private NonInferiority() {}

    /// PASS if even the lower end of the interval is within the margin, FAIL if even the upper end exceeds it,
    /// else INCONCLUSIVE.
    ///
    /// @param difference the interval of candidate − baseline
    /// @param margin the largest permitted drop, 0 or more
    public static CheckOutcome decide(ConfidenceInterval difference, double margin) {
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("A margin is how far the score may drop, so 0 or more, not " + margin);
        }
        return atLeast(difference, -margin);
    }

    static CheckOutcome atLeast(ConfidenceInterval interval, double threshold) {
        if (interval.low() >= threshold - ROUNDING) {
            return CheckOutcome.PASS;
        }
        return interval.high() < threshold - ROUNDING ? CheckOutcome.FAIL : CheckOutcome.INCONCLUSIVE;
    }
}
