package io.plumbline.monitoring.feedback;

import org.jspecify.annotations.Nullable;

/// Customer satisfaction (CSAT): the share of ratings that are satisfied, with Wilson's 95 % interval. A
/// score of at least 0.75 is satisfied, which is 4 or 5 of 5; thumbs up is a score of 1.
///
/// @param share 0..1
/// @param low lower end of the interval
/// @param high upper end of the interval
public record Satisfaction(double share, double low, double high) {

    /// The lowest satisfied score.
    public static final double SATISFIED = 0.75;

    private static final double Z = 1.959963984540054;

    /// Returns null without ratings.
    public static @Nullable Satisfaction of(long satisfied, long rated) {
        if (rated == 0) {
            return null;
        }
        double share = (double) satisfied / rated;
        double square = Z * Z / rated;
        double centre = (share + square / 2) / (1 + square);
        double reach = Z / (1 + square) * Math.sqrt(share * (1 - share) / rated + square / (4 * rated));
        return new Satisfaction(share, Math.max(0, centre - reach), Math.min(1, centre + reach));
    }
}
