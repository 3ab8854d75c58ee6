package io.plumbline.monitoring.sequential;

/// Compares a version that serves alone with a fixed bound: for the time after a promotion, without a control.
/// Tests the hypothesis that the expected badness is at most the bound, see [Bets]. Unlike [ConcurrentTest], it
/// does not correct for effects of time or callers. Not thread-safe.
public final class BaselineTest {

    private static final double LOWEST_BOUND = 1e-3;

    private final double bound;
    private final Bets harm;
    private long count;
    private double sum;

    private BaselineTest(double bound, Bets harm, long count, double sum) {
        this.bound = bound;
        this.harm = harm;
        this.count = count;
        this.sum = sum;
    }

    /// The state, for storage.
    public record State(double bound, Bets.State harm, long count, double sum) {}

    /// Starts a test.
    ///
    /// @param bound permitted badness, 0..1; values below a thousandth count as that
    public static BaselineTest fresh(double bound) {
        double used = Math.clamp(bound, LOWEST_BOUND, 1);
        return new BaselineTest(used, Bets.fresh(used), 0, 0);
    }

    /// Continues from a state of [#state()].
    public static BaselineTest of(State state) {
        return new BaselineTest(state.bound(), Bets.of(state.bound(), state.harm()), state.count(), state.sum());
    }

    /// Adds an observation.
    ///
    /// @param badness 0 (good) to 1 (bad); values outside are clamped
    public void add(double badness) {
        double bounded = Math.clamp(badness, 0, 1);
        harm.add(bounded - bound);
        count++;
        sum += bounded;
    }

    /// Returns the permitted badness.
    public double bound() {
        return bound;
    }

    public Bets harm() {
        return harm;
    }

    public long count() {
        return count;
    }

    /// Returns the mean of the observations; 0 without any.
    public double mean() {
        return count == 0 ? 0 : sum / count;
    }

    public State state() {
        return new State(bound, harm.state(), count, sum);
    }
}
