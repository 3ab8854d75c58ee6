package io.plumbline.monitoring.sequential;

import org.jspecify.annotations.Nullable;

/// An interval for the mean of observations in 0..1 that is valid at all times: the probability that it ever
/// misses the mean is at most `α`. The predictable plug-in empirical-Bernstein confidence sequence. O(1) state.
/// Not thread-safe.
///
/// @see <a href="https://doi.org/10.1093/jrsssb/qkad009">Waudby-Smith & Ramdas 2024, theorem 2</a>
public final class ConfidenceSequence {

    private static final double HIGHEST_RATE = 0.5;

    private final double logTwoByAlpha;
    private State state;

    private ConfidenceSequence(double alpha, State state) {
        this.logTwoByAlpha = Math.log(2 / alpha);
        this.state = state;
    }

    /// The state, for storage: sums over the observations x, with rates λ that each depend on earlier ones.
    ///
    /// @param count number of observations
    /// @param sum sum of x
    /// @param squares squared distances of x from the preceding mean
    /// @param rates sum of λ
    /// @param weighted sum of λx
    /// @param variation sum of v·ψ(λ)
    public record State(long count, double sum, double squares, double rates, double weighted, double variation) {

        static final State EMPTY = new State(0, 0, 0, 0, 0, 0);
    }

    /// An interval within 0..1.
    public record Range(double low, double high) {}

    /// @param alpha probability of ever missing the mean, 0..1 exclusive
    public static ConfidenceSequence fresh(double alpha) {
        return new ConfidenceSequence(alpha, State.EMPTY);
    }

    /// Continues from a state of [#state()].
    public static ConfidenceSequence of(double alpha, State state) {
        return new ConfidenceSequence(alpha, state);
    }

    /// @param value in 0..1
    public void add(double value) {
        double mean = (0.5 + state.sum()) / (state.count() + 1);
        double variance = (0.25 + state.squares()) / (state.count() + 1);
        long count = state.count() + 1;
        double rate =
                Math.min(Math.sqrt(2 * logTwoByAlpha / (variance * count * Math.log1p((double) count))), HIGHEST_RATE);
        double meanNow = (0.5 + state.sum() + value) / (count + 1);
        double psi = (-Math.log1p(-rate) - rate) / 4;
        double distance = value - mean;
        state = new State(
                count,
                state.sum() + value,
                state.squares() + (value - meanNow) * (value - meanNow),
                state.rates() + rate,
                state.weighted() + rate * value,
                state.variation() + 4 * distance * distance * psi);
    }

    /// Returns the current interval; null before any observation.
    public @Nullable Range range() {
        if (state.count() == 0) {
            return null;
        }
        double middle = state.weighted() / state.rates();
        double half = (logTwoByAlpha + state.variation()) / state.rates();
        return new Range(Math.clamp(middle - half, 0, 1), Math.clamp(middle + half, 0, 1));
    }

    public State state() {
        return state;
    }
}
