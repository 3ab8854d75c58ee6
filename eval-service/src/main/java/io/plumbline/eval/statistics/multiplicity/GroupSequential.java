package io.plumbline.eval.statistics.multiplicity;

import io.plumbline.eval.statistics.Normal;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Early looks at a run without exceeding the error of a single look at its end.
///
/// Stopping as soon as a 95 % interval clears the threshold errs far more often than in 5 of 100 cases. Here each
/// look spends part of that error: almost none early, almost all at the end, by O'Brien and Fleming's bounds as
/// generalised by Lan and DeMets to arbitrary times. The bounds are found by integrating the distribution of the
/// running sum from look to look.
///
/// @param confidence confidence of the whole; each side has half of the remaining error
/// @param fractions fractions of the items at the looks, ascending, the last one 1; at most 20
/// @see <a href="https://doi.org/10.1093/biomet/70.3.659">Lan and DeMets 1983</a>
/// @see "Jennison and Turnbull: Group Sequential Methods, 2000, chapters 9 and 19"
public record GroupSequential(double confidence, List<Double> fractions) {

    private static final int MOST_LOOKS = 20;
    private static final int POINTS = 801;
    private static final double FAR = 8;
    private static final double FARTHEST = 38;
    private static final int HALVINGS = 60;

    public GroupSequential {
        Normal.requireConfidence(confidence);
        fractions = List.copyOf(fractions);
        double before = 0;
        for (double fraction : fractions) {
            if (!(fraction > before)) {
                throw new IllegalArgumentException("Looks are at ascending fractions above 0, not " + fractions);
            }
            before = fraction;
        }
        if (before != 1 || fractions.size() > MOST_LOOKS) {
            throw new IllegalArgumentException("The last of at most " + MOST_LOOKS + " looks is at 1: " + fractions);
        }
    }

    /// After a quarter, a half and all of the items, at 95 %.
    public static GroupSequential usual() {
        return new GroupSequential(0.95, List.of(0.25, 0.5, 1.0));
    }

    /// Returns the required distance in standard errors at each look.
    public double[] bounds() {
        double[] bounds = new double[fractions.size()];
        Walk walk = new Walk(fractions.getFirst(), spent(fractions.getFirst()));
        bounds[0] = walk.bound();
        for (int look = 1; look < bounds.length; look++) {
            double spends = spent(fractions.get(look)) - spent(fractions.get(look - 1));
            walk = walk.to(fractions.get(look), spends);
            bounds[look] = walk.bound();
        }
        return bounds;
    }

    /// Returns the confidence of intervals for a decision at a look; 1, so that no decision is possible, if the
    /// permitted error is indistinguishable from zero in a double (below 10⁻¹⁶).
    ///
    /// @param look 0 for the first
    public double confidence(int look) {
        return 1 - 2 * Normal.cumulative(-bounds()[look]);
    }

    /// Returns the part of one side's error spent until then.
    private double spent(double fraction) {
        double side = (1 - confidence) / 2;
        return 2 * Normal.cumulative(-Normal.upperQuantile(side / 2) / Math.sqrt(fraction));
    }

    /// The distribution of the running sum at a look, within the previous bounds: densities at evenly spaced
    /// points up to the bound. Its variance is the fraction of the items.
    private static final class Walk {

        private final double fraction;
        private final double limit;
        private final double[] places = new double[POINTS];
        private final double[] densities = new double[POINTS];

        /// The first look.
        Walk(double fraction, double spends) {
            this(fraction, Normal.upperQuantile(spends) * Math.sqrt(fraction), null);
        }

        private Walk(double fraction, double limit, @Nullable Walk before) {
            this.fraction = fraction;
            this.limit = limit;
            double lowest = -FAR * Math.sqrt(fraction);
            Arrays.setAll(places, i -> lowest + (limit - lowest) * i / (POINTS - 1));
            double deviation = Math.sqrt(before == null ? fraction : fraction - before.fraction);
            for (int i = 0; i < POINTS; i++) {
                double place = places[i];
                densities[i] = before == null
                        ? density(place / deviation) / deviation
                        : before.integral(from -> density((place - from) / deviation) / deviation);
            }
        }

        /// The next look, which may spend this error.
        Walk to(double next, double spends) {
            double deviation = Math.sqrt(next - fraction);
            double low = 0;
            double high = FARTHEST * Math.sqrt(next);
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (low + high) / 2;
                if (integral(from -> Normal.cumulative((from - middle) / deviation)) > spends) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return new Walk(next, high, this);
        }

        double bound() {
            return limit / Math.sqrt(fraction);
        }

        /// By Simpson's rule.
        private double integral(DoubleUnaryOperator function) {
            double sum = 0;
            for (int i = 0; i < POINTS; i++) {
                int weight = i == 0 || i == POINTS - 1 ? 1 : i % 2 == 1 ? 4 : 2;
                sum += weight * densities[i] * function.applyAsDouble(places[i]);
            }
            return sum * (places[1] - places[0]) / 3;
        }

        private static double density(double z) {
            return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        }
    }
}
