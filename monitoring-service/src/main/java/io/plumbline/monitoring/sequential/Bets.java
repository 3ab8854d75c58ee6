package io.plumbline.monitoring.sequential;

import java.util.ArrayList;
import java.util.List;

/// Capital that grows when a mean is above zero: a test martingale by betting, for the hypothesis that the
/// expectation of each gain, given its predecessors, is at most zero.
///
/// A bet stakes a fixed fraction of the capital on each gain. The capital is a mixture over a grid of fractions,
/// from none to nearly all, so nothing needs tuning. After each gain, a 2,000th of it is redistributed over the
/// grid ("fixed share"), which is also a bet: a canary that turns bad after a long good time is detected about as
/// fast as one that was bad from the start, at a cost of about 8 nats instead of one that grows with the
/// preceding time. Under the hypothesis, the capital, which starts at 1, ever reaches `1/α` with a probability of
/// at most α (Ville's inequality), under continuous monitoring.
///
/// Deterministic. The state is one number per fraction, in log space. Not thread-safe.
///
/// @see <a href="https://doi.org/10.1093/jrsssb/qkad009">Waudby-Smith & Ramdas 2024, section 4</a>
/// @see <a href="https://doi.org/10.1023/A:1007424614876">Herbster & Warmuth 1998, fixed share</a>
public final class Bets {

    /// Fractions of the largest possible stake; the full stake would allow one loss to consume everything.
    private static final double[] FRACTIONS = {0, 1 / 64d, 1 / 32d, 1 / 16d, 1 / 8d, 1 / 4d, 1 / 2d, 3 / 4d, 0.95};
    private static final double[] LOG_SHARES = logShares();
    private static final double DEALT = 1 / 2_000d;
    private static final double LOG_DEALT = Math.log(DEALT);
    private static final double LOG_KEPT = Math.log1p(-DEALT);

    private final double mostLost;
    private final double[] logCapital;
    private double logTotal;
    private double logPeak;

    private Bets(double mostLost, double[] logCapital, double logTotal, double logPeak) {
        this.mostLost = mostLost;
        this.logCapital = logCapital;
        this.logTotal = logTotal;
        this.logPeak = logPeak;
    }

    /// The state, for storage.
    ///
    /// @param logCapital natural logarithm of the capital of each fraction
    /// @param logPeak the maximum of [Bets#logValue()] so far
    public record State(List<Double> logCapital, double logTotal, double logPeak) {

        public State {
            logCapital = List.copyOf(logCapital);
        }
    }

    /// Starts with a capital of one.
    ///
    /// @param mostLost bound of the losses: every gain is at least `−mostLost`; above 0
    public static Bets fresh(double mostLost) {
        return new Bets(checked(mostLost), LOG_SHARES.clone(), 0, 0);
    }

    /// Continues from a state of [#state()].
    ///
    /// @throws IllegalArgumentException if the state is invalid
    public static Bets of(double mostLost, State state) {
        if (state.logCapital().size() != FRACTIONS.length) {
            throw new IllegalArgumentException("The state is of another grid of bets");
        }
        return new Bets(
                checked(mostLost),
                state.logCapital().stream().mapToDouble(Double::doubleValue).toArray(),
                state.logTotal(),
                state.logPeak());
    }

    private static double checked(double mostLost) {
        if (!(mostLost > 0) || Double.isInfinite(mostLost)) {
            throw new IllegalArgumentException("Losses have a bound above zero");
        }
        return mostLost;
    }

    /// Adds a gain; a gain below the bound counts as the bound.
    ///
    /// @throws IllegalArgumentException if it is not a finite number
    public void add(double gain) {
        if (Double.isNaN(gain) || Double.isInfinite(gain)) {
            throw new IllegalArgumentException("A gain is a number");
        }
        double relative = Math.max(gain / mostLost, -1);
        for (int i = 0; i < FRACTIONS.length; i++) {
            logCapital[i] += Math.log1p(FRACTIONS[i] * relative);
        }
        logTotal = logSum(logCapital);
        logPeak = Math.max(logPeak, logTotal);
        for (int i = 0; i < FRACTIONS.length; i++) {
            logCapital[i] = logSum(LOG_KEPT + logCapital[i], LOG_DEALT + LOG_SHARES[i] + logTotal);
        }
    }

    /// Returns the natural logarithm of the capital, which is the e-value against the hypothesis; 0 before any
    /// gain.
    public double logValue() {
        return logTotal;
    }

    /// Returns the maximum of [#logValue()] so far, at least 0. Use it for decisions that are final once reached.
    public double logPeak() {
        return logPeak;
    }

    public State state() {
        List<Double> capital = new ArrayList<>(logCapital.length);
        for (double each : logCapital) {
            capital.add(each);
        }
        return new State(capital, logTotal, logPeak);
    }

    /// Higher stakes start with more capital. They detect differences that appear after a few observations, where
    /// each nat counts. Low stakes detect small differences, which take thousands of observations anyway.
    private static double[] logShares() {
        double sum = 0;
        double[] shares = new double[FRACTIONS.length];
        for (int i = 0; i < FRACTIONS.length; i++) {
            shares[i] = Math.max(FRACTIONS[i], 1 / 8d);
            sum += shares[i];
        }
        for (int i = 0; i < FRACTIONS.length; i++) {
            shares[i] = Math.log(shares[i] / sum);
        }
        return shares;
    }

    private static double logSum(double... logs) {
        double max = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            max = Math.max(max, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - max);
        }
        return max + Math.log(sum);
    }
}
