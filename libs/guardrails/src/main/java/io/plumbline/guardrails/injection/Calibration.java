package io.plumbline.guardrails.injection;

import java.util.Arrays;

/// The threshold that keeps false alarms on a team's own traffic below a target rate.
///
/// From the scores of `n` harmless texts the threshold is set above the `⌈(n + 1) (1 - rate)⌉`-th smallest (split
/// conformal prediction; Vovk, Gammerman, Shafer 2005; Angelopoulos, Bates 2021, eq. 1). If the next harmless
/// text is exchangeable with those of the sample, the probability that it scores at or above the threshold is at
/// most the rate, over the draw of sample and text, whatever the distribution of scores. Ties only lower the
/// probability.
///
/// @param threshold minimum score for an action; above 1, that is never, if the sample is too small for the rate
/// @param rate target rate of false alarms, 0 to 1
/// @param texts the size of the sample
/// @param alarms how many texts of the sample score at or above the threshold
public record Calibration(double threshold, double rate, int texts, int alarms) {

    /// The threshold at which there are no findings.
    public static final double NEVER = Math.nextUp(1.0);

    /// @param scores of harmless texts, 0 to 1, 0 for a text without findings
    /// @param rate target rate of false alarms, more than 0 and less than 1
    /// @throws IllegalArgumentException for a rate or a score out of range
    public static Calibration of(double[] scores, double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("a rate of false alarms lies between 0 and 1: " + rate);
        }
        double[] ascending = scores.clone();
        Arrays.sort(ascending);
        if (ascending.length > 0 && !(ascending[0] >= 0 && ascending[ascending.length - 1] <= 1)) {
            throw new IllegalArgumentException("a score lies in 0..1");
        }
        int rank = (int) Math.ceil((ascending.length + 1) * (1 - rate));
        double threshold = rank > ascending.length ? NEVER : Math.nextUp(ascending[rank - 1]);
        int alarms = 0;
        for (double score : ascending) {
            alarms += score >= threshold ? 1 : 0;
        }
        return new Calibration(threshold, rate, ascending.length, alarms);
    }

    /// The smallest sample that yields a threshold for the rate.
    public static int fewestTexts(double rate) {
        return (int) Math.ceil(1 / rate) - 1;
    }
}
