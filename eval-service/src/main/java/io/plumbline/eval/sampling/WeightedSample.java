package io.plumbline.eval.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values of items sampled with known probabilities; each represents all items that were equally likely. Items
/// that belong together, for example questions on one document, are similar: they form one unit, and the sample
/// is worth as many independent items as it has units.
public final class WeightedSample {

    private final double[][] rows;
    private final double weight;
    private final double mean;

    private WeightedSample(double[][] rows) {
        double sum = 0;
        double weights = 0;
        for (double[] row : rows) {
            sum += row[0];
            weights += row[1];
        }
        this.rows = rows;
        this.weight = weights;
        this.mean = sum / weights;
    }

    /// Treats each item as a unit.
    ///
    /// @param values values of the sampled items
    /// @param probabilities sampling probability of each, above 0 and at most 1
    /// @throws IllegalArgumentException for no item, or lists of unequal length
    public static WeightedSample of(double[] values, double[] probabilities) {
        requireProbabilities(values, probabilities);
        double[][] rows = new double[values.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {values[i] / probabilities[i], 1 / probabilities[i]};
        }
        return new WeightedSample(rows);
    }

    /// Creates a sample of equally likely values.
    public static WeightedSample ofEqual(double[] values) {
        double[] certain = new double[values.length];
        Arrays.fill(certain, 1);
        return of(values, certain);
    }

    /// Treats items of the same cluster as a unit.
    ///
    /// @param clusters cluster of each item
    /// @throws IllegalArgumentException for no item, or lists of unequal length
    public static WeightedSample ofClusters(double[] values, double[] probabilities, List<String> clusters) {
        requireProbabilities(values, probabilities);
        if (clusters.size() != values.length) {
            throw new IllegalArgumentException("Every item belongs to a cluster.");
        }
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            double[] sum = sums.computeIfAbsent(clusters.get(i), _ -> new double[2]);
            sum[0] += values[i] / probabilities[i];
            sum[1] += 1 / probabilities[i];
        }
        return new WeightedSample(new ArrayList<>(sums.values()).toArray(double[][]::new));
    }

    private static void requireProbabilities(double[] values, double[] probabilities) {
        if (values.length == 0 || probabilities.length != values.length) {
            throw new IllegalArgumentException("Items with their probabilities are needed.");
        }
        for (double probability : probabilities) {
            if (!(probability > 0 && probability <= 1)) {
                throw new IllegalArgumentException("A probability lies above 0 and at most at 1.");
            }
        }
    }

    /// Returns for each unit the sum of its weighted values, and the sum of its weights.
    public double[][] rows() {
        return rows.clone();
    }

    public int units() {
        return rows.length;
    }

    /// Returns Hájek's estimator of the mean of all items.
    public double mean() {
        return mean;
    }

    /// By linearisation, including the sampling of the items themselves, since a gate concerns future items; 0
    /// for a single unit.
    public double standardError() {
        double squares = 0;
        for (double[] row : rows) {
            double part = row[0] - mean * row[1];
            squares += part * part;
        }
        return rows.length < 2 ? 0 : Math.sqrt(squares * rows.length / (rows.length - 1.0)) / weight;
    }

    /// Returns the number of equally weighted units with the same information (Kish); never more than the units.
    public double effectiveUnits() {
        double squares = 0;
        for (double[] row : rows) {
            squares += row[1] * row[1];
        }
        return weight * weight / squares;
    }

    /// Returns the degrees of freedom of the standard error, at least 1.
    public double freedom() {
        return Math.max(1, effectiveUnits() - 1);
    }
}
