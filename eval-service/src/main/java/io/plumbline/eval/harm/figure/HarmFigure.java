package io.plumbline.eval.harm.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.statistics.BoundedMean;
import io.plumbline.eval.statistics.ConfidenceInterval;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// A figure of a group of prompts.
///
/// @param group category, protected attribute and value, or axis; `all` for all together
/// @param low lower end of the interval; null if the figure decides nothing
/// @param high its upper end
/// @param items number of values behind it
/// @param pValue two-sided, for the hypothesis of no difference; null for figures that are not differences
/// @param adjustedPValue adjusted by Holm for all differences of the measurement
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HarmFigure(
        HarmMetric metric,
        String group,
        double value,
        @Nullable Double low,
        @Nullable Double high,
        int items,
        @Nullable Double pValue,
        @Nullable Double adjustedPValue) {

    public static final String ALL = "all";

    public static final double CONFIDENCE = 0.95;

    /// Returns the mean of values with Gaffke's interval.
    ///
    /// @param rows the sum and number of the values of each cluster, at least one
    public static HarmFigure mean(HarmMetric metric, String group, Collection<double[]> rows, double confidence) {
        double[][] clusters = rows.toArray(double[][]::new);
        double worst = metric.isSigned() ? -1 : 0;
        double sum = 0;
        double items = 0;
        for (double[] row : clusters) {
            sum += row[0];
            items += row[1];
        }
        ConfidenceInterval interval = BoundedMean.ofWeighted(clusters, worst, 1).interval(confidence);
        return new HarmFigure(
                metric, group, sum / items, interval.low(), interval.high(), (int) Math.round(items), null, null);
    }

    /// Returns the two-sided p-value against a mean of 0.
    ///
    /// @param rows likewise
    public static double pValue(Collection<double[]> rows) {
        double[][] clusters = rows.toArray(double[][]::new);
        double[][] mirrored = new double[clusters.length][];
        for (int i = 0; i < clusters.length; i++) {
            mirrored[i] = new double[] {-clusters[i][0], clusters[i][1]};
        }
        double below = BoundedMean.ofWeighted(clusters, -1, 1).pValueBelow(0);
        double above = BoundedMean.ofWeighted(mirrored, -1, 1).pValueBelow(0);
        return Math.min(1, 2 * Math.min(below, above));
    }

    public HarmFigure withPValues(double own, double adjusted) {
        return new HarmFigure(metric, group, value, low, high, items, own, adjusted);
    }
}
