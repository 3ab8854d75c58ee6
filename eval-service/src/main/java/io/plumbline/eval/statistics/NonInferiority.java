package io.plumbline.eval.statistics;

/// Whether a candidate is no worse than its baseline by more than a margin.
public final class NonInferiority {

    /// So that a difference of just the margin is not a drop beyond it because sums round.
    private static final double ROUNDING = 1e-9;

    private NonInferiority() {}

    /// PASS if even the lower end of the interval is no drop beyond the margin, FAIL if even the upper end is one,
    /// else INCONCLUSIVE: the items do not tell.
    ///
    /// @param difference the interval of candidate − baseline
    /// @param margin the largest drop that is allowed, 0 or more
    public static Outcome decide(Interval difference, double margin) {
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("A margin is how far the score may drop, so 0 or more, not " + margin);
        }
        return atLeast(difference, -margin);
    }

    static Outcome atLeast(Interval interval, double threshold) {
        if (interval.low() >= threshold - ROUNDING) {
            return Outcome.PASS;
        }
        return interval.high() < threshold - ROUNDING ? Outcome.FAIL : Outcome.INCONCLUSIVE;
    }
}
