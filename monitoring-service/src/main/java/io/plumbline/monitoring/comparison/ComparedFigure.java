package io.plumbline.monitoring.comparison;

import org.jspecify.annotations.Nullable;

/// A figure of two sides and its difference.
///
/// @param name of the figure
/// @param reference null without data; likewise `other`
/// @param difference other − reference; null if one is missing
record ComparedFigure(
        String name,
        @Nullable Estimate reference,
        @Nullable Estimate other,
        @Nullable Difference difference) {

    private static final double Z = 1.959963984540054;

    /// A value and its 95 % interval.
    ///
    /// @param low null if the data give no bound; likewise `high`
    /// @param of number of calls or scores behind the value
    record Estimate(
            double value, @Nullable Double low, @Nullable Double high, long of) {

        /// Returns a share with Wilson's interval; null without calls.
        static @Nullable Estimate share(long part, long all) {
            if (all <= 0) {
                return null;
            }
            double share = Math.clamp((double) part / all, 0, 1);
            double square = Z * Z / all;
            double centre = (share + square / 2) / (1 + square);
            double reach = Z / (1 + square) * Math.sqrt(share * (1 - share) / all + square / (4 * all));
            return new Estimate(share, Math.max(0, centre - reach), Math.min(1, centre + reach), all);
        }
    }

    /// A difference and its 95 % interval, computed from those of the sides (MOVER; for shares it is Newcombe's
    /// method 10). It is valid for one look at a time that was chosen before.
    ///
    /// @param low null if a side has no bound; likewise `high`
    /// @param differs whether the interval excludes zero
    /// @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I">Newcombe
    /// 1998</a>
    record Difference(
            double value, @Nullable Double low, @Nullable Double high, boolean differs) {

        static Difference between(Estimate reference, Estimate other) {
            double value = other.value() - reference.value();
            Double low = other.low() == null || reference.high() == null
                    ? null
                    : Double.valueOf(
                            value - Math.hypot(other.value() - other.low(), reference.high() - reference.value()));
            Double high = other.high() == null || reference.low() == null
                    ? null
                    : Double.valueOf(
                            value + Math.hypot(other.high() - other.value(), reference.value() - reference.low()));
            return new Difference(value, low, high, (low != null && low > 0) || (high != null && high < 0));
        }
    }

    static ComparedFigure of(String name, @Nullable Estimate reference, @Nullable Estimate other) {
        return new ComparedFigure(
                name,
                reference,
                other,
                reference == null || other == null ? null : Difference.between(reference, other));
    }
}
