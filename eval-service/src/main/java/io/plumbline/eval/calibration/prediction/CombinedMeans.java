package io.plumbline.eval.calibration.prediction;

import io.plumbline.eval.statistics.ConfidenceInterval;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// A sum of independent means, some of them subtracted. Each contributes its distance to either end of its
/// interval, and the squares of the distances add up. So the ends stay asymmetric near the bounds, and each mean
/// keeps the degrees of freedom of its own values ("MOVER"; Newcombe's interval of a difference is an example).
///
/// @see <a href="https://doi.org/10.1002/sim.3095">Zou and Donner 2008</a>
final class CombinedMeans {

    /// The smallest probability distinguished from zero.
    private static final double LEAST = 1e-40;

    private static final double PRECISION = 1e-7;
    private static final int MOST_STEPS = 80;

    private final List<UncertainMean> added;
    private final List<UncertainMean> taken;

    CombinedMeans(List<UncertainMean> added, List<UncertainMean> taken) {
        this.added = List.copyOf(added);
        this.taken = List.copyOf(taken);
    }

    double value() {
        return added.stream().mapToDouble(UncertainMean::value).sum()
                - taken.stream().mapToDouble(UncertainMean::value).sum();
    }

    /// @param least smallest possible value
    /// @param most largest possible value
    ConfidenceInterval interval(double confidence, double least, double most) {
        double tail = (1 - confidence) / 2;
        double value = value();
        return new ConfidenceInterval(
                Math.clamp(value - below(tail), least, most), Math.clamp(value + above(tail), least, most));
    }

    /// Returns the one-sided p-value against "it is at least `threshold`": the probability at which the end of
    /// the interval reaches it.
    double pValueBelow(double threshold) {
        double distance = threshold - value();
        double tail = distance > 0 ? reaching(this::above, distance) : reaching(this::below, -distance);
        return distance > 0 ? tail : 1 - tail;
    }

    /// Returns the probability, at most a half, at which an end has this distance. The square of the distance is
    /// nearly linear in the logarithm of the probability, so secant steps converge quickly; bisection after each
    /// guarantees it.
    private static double reaching(DoubleUnaryOperator end, double distance) {
        DoubleUnaryOperator beyond = logarithm -> square(end.applyAsDouble(Math.exp(logarithm))) - square(distance);
        double near = Math.log(0.5);
        double far = Math.log(LEAST);
        double behind = beyond.applyAsDouble(near);
        double ahead = beyond.applyAsDouble(far);
        if (behind >= 0 || ahead <= 0) {
            return Math.exp(behind >= 0 ? near : far);
        }
        for (int step = 0; near - far > PRECISION && step < MOST_STEPS; step++) {
            double at = step % 2 == 0 ? near + (far - near) * behind / (behind - ahead) : (near + far) / 2;
            double found = beyond.applyAsDouble(at);
            if (Math.abs(found) <= PRECISION * square(distance)) {
                return Math.exp(at);
            }
            if (found < 0) {
                near = at;
                behind = found;
            } else {
                far = at;
                ahead = found;
            }
        }
        return Math.exp((near + far) / 2);
    }

    private double below(double tail) {
        return distance(added, taken, tail);
    }

    private double above(double tail) {
        return distance(taken, added, tail);
    }

    /// Returns the possible deviation if the first are lower than estimated, and the others higher.
    private static double distance(List<UncertainMean> lower, List<UncertainMean> higher, double tail) {
        double squares = 0;
        for (UncertainMean mean : lower) {
            squares += square(mean.below(tail));
        }
        for (UncertainMean mean : higher) {
            squares += square(mean.above(tail));
        }
        return Math.sqrt(squares);
    }

    private static double square(double distance) {
        return distance * distance;
    }
}
