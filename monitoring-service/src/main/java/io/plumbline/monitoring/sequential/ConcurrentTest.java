package io.plumbline.monitoring.sequential;

import org.jspecify.annotations.Nullable;

/// Compares a canary with a concurrent control by the badness of single observations, 0..1.
///
/// Observations are grouped in the smallest blocks with at least one of each variant, and the test uses the
/// difference of a block's means, canary − control. So effects of the model, the time or the callers affect both
/// sides of a difference. The order of variants must not depend on the badness of an observation, which holds for
/// random assignment. Shares may be unequal, and observations may be bursty. A silent variant leaves the block
/// open and the evidence unchanged.
///
/// Two tests run in parallel, see [Bets]: *harm*, against the hypothesis that the expected difference is at most
/// the margin, and *safety*, against the hypothesis that it is at least the margin. O(1) state. Not thread-safe.
public final class ConcurrentTest {

    /// The error probability of the interval of the difference.
    public static final double INTERVAL_ALPHA = 0.05;

    private final double margin;
    private final Bets harm;
    private final Bets safety;
    private final ConfidenceSequence difference;
    private Open open;
    private long blocks;

    private ConcurrentTest(
            double margin, Bets harm, Bets safety, ConfidenceSequence difference, Open open, long blocks) {
        this.margin = margin;
        this.harm = harm;
        this.safety = safety;
        this.difference = difference;
        this.open = open;
        this.blocks = blocks;
    }

    /// The block that lacks one of the variants.
    public record Open(long canaries, double canarySum, long controls, double controlSum) {

        static final Open EMPTY = new Open(0, 0, 0, 0);

        Open with(boolean canary, double badness) {
            return canary
                    ? new Open(canaries + 1, canarySum + badness, controls, controlSum)
                    : new Open(canaries, canarySum, controls + 1, controlSum + badness);
        }

        boolean complete() {
            return canaries > 0 && controls > 0;
        }

        double difference() {
            return canarySum / canaries - controlSum / controls;
        }
    }

    /// The state, for storage.
    public record State(
            Bets.State harm, Bets.State safety, ConfidenceSequence.State difference, Open open, long blocks) {}

    /// Starts a test.
    ///
    /// @param margin how much worse the canary may be, at least 0 and below 1
    /// @throws IllegalArgumentException for another margin
    public static ConcurrentTest fresh(double margin) {
        check(margin);
        return new ConcurrentTest(
                margin,
                Bets.fresh(1 + margin),
                Bets.fresh(1 - margin),
                ConfidenceSequence.fresh(INTERVAL_ALPHA),
                Open.EMPTY,
                0);
    }

    /// Continues from a state of [#state()].
    public static ConcurrentTest of(double margin, State state) {
        check(margin);
        return new ConcurrentTest(
                margin,
                Bets.of(1 + margin, state.harm()),
                Bets.of(1 - margin, state.safety()),
                ConfidenceSequence.of(INTERVAL_ALPHA, state.difference()),
                state.open(),
                state.blocks());
    }

    private static void check(double margin) {
        if (!(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException("A margin is at least 0 and below 1");
        }
    }

    /// Adds an observation.
    ///
    /// @param canary whether it belongs to the canary
    /// @param badness 0 (good) to 1 (bad); values outside are clamped
    /// @throws IllegalArgumentException if it is not a number
    public void add(boolean canary, double badness) {
        if (Double.isNaN(badness)) {
            throw new IllegalArgumentException("An observation is a number");
        }
        open = open.with(canary, Math.clamp(badness, 0, 1));
        if (open.complete()) {
            double d = open.difference();
            harm.add(d - margin);
            safety.add(margin - d);
            difference.add((d + 1) / 2);
            open = Open.EMPTY;
            blocks++;
        }
    }

    /// Returns the evidence that the canary exceeds the margin.
    public Bets harm() {
        return harm;
    }

    /// Returns the evidence that the canary is within the margin.
    public Bets safety() {
        return safety;
    }

    /// Returns the number of differences observed.
    public long blocks() {
        return blocks;
    }

    /// Returns an interval of the expected difference, −1..1, with probability [#INTERVAL_ALPHA] of ever being
    /// wrong; null before the first block.
    public @Nullable Interval difference() {
        ConfidenceSequence.Range range = difference.range();
        return range == null ? null : new Interval(2 * range.low() - 1, 2 * range.high() - 1);
    }

    /// An interval of differences, within −1..1.
    public record Interval(double low, double high) {}

    public State state() {
        return new State(harm.state(), safety.state(), difference.state(), open, blocks);
    }
}
