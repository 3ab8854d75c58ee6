package io.plumbline.eval.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Looks at a run before it has ended, without more error than one look at its end would have.
///
/// Whoever stops as soon as an interval of 95 % clears the threshold errs far more often than in 5 of 100.
/// Here each look gets a part of that error to spend: next to nothing early, almost all at the end, after
/// O'Brien and Fleming's bounds as Lan and DeMets generalised them to looks at any time. The bounds are
/// found by integrating the distribution of the running sum from look to look.
///
/// @param confidence of the whole; each side errs with half of what is left
/// @param fractions of the items at which one looks, ascending, the last one 1; at most 20
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

    /// How many standard errors a value must be away at each look.
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

    /// The confidence of intervals by which a decision may be taken at a look, then and there; 1, so that none
    /// can be, where it may err so seldom that a double cannot tell it from never (below 10⁻¹⁶).
    ///
    /// @param look 0 for the first
    public double confidence(int look) {
        return 1 - 2 * Normal.cumulative(-bounds()[look]);
    }

    /// What of one side's error is spent until then.
    private double spent(double fraction) {
        double side = (1 - confidence) / 2;
        return 2 * Normal.cumulative(-Normal.upperQuantile(side / 2) / Math.sqrt(fraction));
    }

    /// Where the running sum is at a look, so far as it has not gone beyond a bound before: densities at
    /// evenly spaced places up to the bound. Its variance is the fraction of the items.
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

        /// The next look, at which so much may be spent.
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
