package io.plumbline.monitoring.sequential;

/// Compares what serves alone with a bound that was fixed before: for the time after a promotion, in
/// which no control runs beside it. Tests the hypothesis that the expected badness is at most the bound,
/// see [Bets]. What happens to the hour or the callers is not taken out, as it is by [ConcurrentTest].
/// Not thread-safe.
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

    /// The state, to be stored.
    public record State(double bound, Bets.State harm, long count, double sum) {}

    /// Begins.
    ///
    /// @param bound how bad it may be, 0..1; what is below a thousandth counts as that
    public static BaselineTest fresh(double bound) {
        double used = Math.clamp(bound, LOWEST_BOUND, 1);
        return new BaselineTest(used, Bets.fresh(used), 0, 0);
    }

    /// Goes on from a state that [#state()] gave.
    public static BaselineTest of(State state) {
        return new BaselineTest(state.bound(), Bets.of(state.bound(), state.harm()), state.count(), state.sum());
    }

    /// Takes in the next observation.
    ///
    /// @param badness 0 (good) to 1 (bad); what lies outside counts as the nearer of them
    public void add(double badness) {
        double bounded = Math.clamp(badness, 0, 1);
        harm.add(bounded - bound);
        count++;
        sum += bounded;
    }

    /// How bad it may be.
    public double bound() {
        return bound;
    }

    public Bets harm() {
        return harm;
    }

    public long count() {
        return count;
    }

    /// Mean of the observations; 0 without any.
    public double mean() {
        return count == 0 ? 0 : sum / count;
    }

    public State state() {
        return new State(bound, harm.state(), count, sum);
    }
}
