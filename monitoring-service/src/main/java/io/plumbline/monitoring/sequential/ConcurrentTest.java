package io.plumbline.monitoring.sequential;

import org.jspecify.annotations.Nullable;

/// Compares a canary with the control that serves beside it, by how bad each single observation was,
/// 0..1.
///
/// Observations come as they come; they are grouped in the smallest blocks that hold at least one of each
/// arm, and what counts is the difference of a block's means, canary − control. Whatever happens to the
/// model, the hour or the callers thus happens to both sides of a difference. Which arm comes next must
/// not depend on how bad an observation is, as it does not where arms are drawn; shares may be unequal,
/// arms may come in bursts, and one that is silent leaves the block open and the evidence as it is.
///
/// Two tests run along, see [Bets]: *harm*, against the hypothesis that the expected difference is at
/// most the margin, and *safety*, against that it is at least the margin. O(1) state. Not thread-safe.
public final class ConcurrentTest {

    /// Of the interval of the difference.
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

    /// The block that lacks one of the arms.
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

    /// The state, to be stored.
    public record State(
            Bets.State harm, Bets.State safety, ConfidenceSequence.State difference, Open open, long blocks) {}

    /// Begins.
    ///
    /// @param margin by how much the canary may be worse, at least 0 and below 1
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

    /// Goes on from a state that [#state()] gave.
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

    /// Takes in the next observation.
    ///
    /// @param canary whether it is of the canary
    /// @param badness 0 (good) to 1 (bad); what lies outside counts as the nearer of them
    /// @throws IllegalArgumentException when it is no number
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

    /// Evidence that the canary is worse than the margin allows.
    public Bets harm() {
        return harm;
    }

    /// Evidence that it is not.
    public Bets safety() {
        return safety;
    }

    /// How many differences were seen.
    public long blocks() {
        return blocks;
    }

    /// Where the expected difference is, −1..1, with [#INTERVAL_ALPHA] of ever being wrong; null before
    /// the first block.
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
