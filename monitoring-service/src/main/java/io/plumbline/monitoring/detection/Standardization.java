package io.plumbline.monitoring.detection;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// Standardises observations by the preceding ones: the result of an unchanged normal stream is independent and
/// standard normal from the third observation on, although mean and deviation are unknown. An observation is the
/// mean of a number of calls; its variance is that of one call divided by the number. After [#BASELINE]
/// observations mean and deviation are frozen, so that a lasting change remains one. Not thread-safe.
///
/// @see <a href="https://doi.org/10.2307/2348827">Hawkins 1987, self-starting charts</a>
public final class Standardization {

    /// The number of observations that describe the normal state.
    public static final int BASELINE = 500;

    private static final double FURTHEST = 8;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private double observations;
    private double weight;
    private double mean;
    private double squares;

    private Standardization() {}

    public static Standardization fresh() {
        return new Standardization();
    }

    /// Continues from a state of [#state()].
    public static Standardization of(List<Double> state) {
        Standardization restored = new Standardization();
        restored.observations = state.get(0);
        restored.weight = state.get(1);
        restored.mean = state.get(2);
        restored.squares = state.get(3);
        return restored;
    }

    public List<Double> state() {
        return List.of(observations, weight, mean, squares);
    }

    /// Standardises an observation, and learns from it while the baseline is incomplete.
    ///
    /// @param value mean of the calls
    /// @param calls number of calls, above 0
    /// @param leastVariance of one call: a lower one would be an accident of few observations
    /// @return about −8..8; 0 for the first two observations
    public double add(double value, double calls, double leastVariance) {
        double result = observations < 2 ? 0 : standardised(value, calls, leastVariance);
        if (observations < BASELINE) {
            double distance = value - mean;
            squares += weight == 0 ? 0 : calls * weight / (weight + calls) * distance * distance;
            weight += calls;
            mean += distance * calls / weight;
            observations++;
        }
        return result;
    }

    private double standardised(double value, double calls, double leastVariance) {
        double freedom = observations - 1;
        double variance = Math.max(squares / freedom, leastVariance);
        double error = Math.sqrt(variance * (1 / calls + 1 / weight));
        double t = (value - mean) / error;
        double tail = TDistribution.of(freedom).survivalProbability(Math.abs(t));
        double z = tail <= NORMAL.survivalProbability(FURTHEST) ? FURTHEST : NORMAL.inverseSurvivalProbability(tail);
        return Math.copySign(Math.min(z, FURTHEST), t);
    }

    public long observations() {
        return Math.round(observations);
    }

    /// Returns the mean of the baseline so far.
    public double mean() {
        return mean;
    }
}
