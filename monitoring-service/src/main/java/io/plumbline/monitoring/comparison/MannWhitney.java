package io.plumbline.monitoring.comparison;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/// Classifies a metric as Kayenta's judge NetflixACAJudge does: by the Hodges–Lehmann estimate of the shift between
/// two samples and its Mann–Whitney confidence interval (normal approximation, 95 %). High if the whole interval is
/// above a fraction of the estimate's size, Low if it is below the negative fraction, else Pass.
///
/// The interval is valid for samples whose size is decided in advance. It must not be repeated until it decides:
/// see [io.plumbline.monitoring.sequential] for tests that may.
///
/// @see <a href="https://github.com/spinnaker/kayenta">Kayenta, MannWhitneyClassifier</a>
final class MannWhitney {

    private static final double TWO_SIDED_95 = 0.975;

    private MannWhitney() {}

    /// The direction in which a change is of interest.
    public enum Direction {
        INCREASE,
        DECREASE,
        EITHER
    }

    /// The classes of a metric.
    public enum Classification {
        PASS,
        HIGH,
        LOW,
        NODATA
    }

    /// @param estimate shift of the experiment against the control; null without data
    /// @param low lower end of its confidence interval; null without data
    /// @param high upper end; null without data
    public record Result(
            Classification classification,
            @Nullable Double estimate,
            @Nullable Double low,
            @Nullable Double high) {}

    /// @param fraction of the estimate's size that a change must exceed, at least 0
    public static Result classify(double[] experiment, double[] control, Direction direction, double fraction) {
        if (experiment.length == 0 || control.length == 0) {
            return new Result(Classification.NODATA, null, null, null);
        }
        if (Arrays.equals(experiment, control)) {
            return new Result(Classification.PASS, 0d, 0d, 0d);
        }
        double[] differences = differences(experiment, control);
        double pairs = differences.length;
        double deviation = Math.sqrt(pairs * (experiment.length + control.length + 1) / 12);
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(TWO_SIDED_95);
        int rank = (int) Math.clamp(Math.round(pairs / 2 - z * deviation), 1L, (long) pairs);
        double low = differences[rank - 1];
        double high = differences[differences.length - rank];
        double estimate = median(differences);
        double critical = fraction * Math.abs(estimate);
        Classification found = Classification.PASS;
        if (low > critical && direction != Direction.DECREASE) {
            found = Classification.HIGH;
        } else if (high < -critical && direction != Direction.INCREASE) {
            found = Classification.LOW;
        }
        return new Result(found, estimate, low, high);
    }

    private static double[] differences(double[] experiment, double[] control) {
        double[] all = new double[experiment.length * control.length];
        int at = 0;
        for (double one : experiment) {
            for (double other : control) {
                all[at++] = one - other;
            }
        }
        Arrays.sort(all);
        return all;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
