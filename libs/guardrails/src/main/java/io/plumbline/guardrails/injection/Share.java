package io.plumbline.guardrails.injection;

import java.util.Arrays;

/// A share of texts, with an interval for further texts of the same kind: Wilson's score interval of 95 % (Wilson
/// 1927; Newcombe 1998, method 3).
///
/// @param hits the number of hits
/// @param texts the number of texts
/// @param share 0 to 1; 0 if there are no texts
/// @param low lower end of the interval, 0 to 1
/// @param high its upper end, 0 to 1; 1 if there are no texts
public record Share(int hits, int texts, double share, double low, double high) {

    private static final double Z = 1.959963984540054;

    /// @param hits 0 to `texts`
    public static Share of(int hits, int texts) {
        if (hits < 0 || hits > texts) {
            throw new IllegalArgumentException(hits + " of " + texts);
        }
        if (texts == 0) {
            return new Share(0, 0, 0, 0, 1);
        }
        double share = hits / (double) texts;
        double squared = Z * Z / texts;
        double middle = (share + squared / 2) / (1 + squared);
        double half = Z / (1 + squared) * Math.sqrt(share * (1 - share) / texts + squared / (4.0 * texts));
        return new Share(hits, texts, share, Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /// The share of the scores that reach a threshold.
    public static Share reaching(double threshold, double[] scores) {
        return of(
                (int) Arrays.stream(scores).filter(score -> score >= threshold).count(), scores.length);
    }
}
