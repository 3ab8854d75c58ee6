package io.plumbline.eval.calibration.prediction;

import io.plumbline.eval.statistics.ConfidenceInterval;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean human rating if labels were sampled unevenly, for example more where the judges are uncertain. Each
/// stratum counts by its share of all items, so additional labels in one do not shift the mean. Within a stratum
/// the judges' ratings are equal, so prediction-powered inference reduces to the means of the strata.
///
/// The degrees of freedom of the interval are Satterthwaite's.
///
/// @param standardError includes the sampling of the items themselves
/// @see <a href="https://arxiv.org/abs/2406.04291">Fisch et al. 2024, stratified prediction-powered inference</a>
/// @see <a href="https://arxiv.org/abs/2403.03208">Zrnic and Candès 2024, active statistical inference</a>
public record StratifiedMean(double value, double standardError, ConfidenceInterval interval, int labelled, int items) {

    /// @throws IllegalArgumentException if a non-empty stratum has no label
    public static StratifiedMean of(List<Stratum> strata, double confidence) {
        int items = strata.stream().mapToInt(Stratum::items).sum();
        double value = 0;
        for (Stratum stratum : strata) {
            if (stratum.items() > 0) {
                if (stratum.labels().length == 0) {
                    throw new IllegalArgumentException(
                            "Each stratum needs a label: one of " + stratum.items() + " items has none.");
                }
                value += share(stratum, items) * Moments.mean(stratum.labels());
            }
        }
        double ofItems = 0;
        double ofLabels = 0;
        double freedom = 0;
        int labelled = 0;
        for (Stratum stratum : strata) {
            int n = stratum.labels().length;
            labelled += n;
            if (n > 0) {
                double share = share(stratum, items);
                double part = share * share * stratum.variance() / n;
                double apart = Moments.mean(stratum.labels()) - value;
                ofLabels += part;
                ofItems += share * apart * apart / items;
                freedom += part * part / Math.max(1, n - 1);
            }
        }
        double error = Math.sqrt(ofLabels + ofItems);
        double degrees = freedom == 0 ? labelled : Math.max(1, ofLabels * ofLabels / freedom);
        double half = TDistribution.of(degrees).inverseSurvivalProbability((1 - confidence) / 2) * error;
        ConfidenceInterval interval =
                new ConfidenceInterval(Math.clamp(value - half, 0, 1), Math.clamp(value + half, 0, 1));
        return new StratifiedMean(value, error, interval, labelled, items);
    }

    private static double share(Stratum stratum, int items) {
        return (double) stratum.items() / items;
    }
}
