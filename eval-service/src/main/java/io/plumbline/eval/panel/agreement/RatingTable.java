package io.plumbline.eval.panel.agreement;

import java.util.Arrays;

/// The categories that raters gave to units, with missing ratings. Immutable.
public final class RatingTable {

    /// Stands for no rating.
    public static final int MISSING = -1;

    private final int[][] ratings;
    private final int[] clusters;
    private final double[] values;
    private final int raters;

    private RatingTable(int[][] ratings, int[] clusters, double[] values, int raters) {
        this.ratings = ratings;
        this.clusters = clusters;
        this.values = values;
        this.raters = raters;
    }

    /// @param ratings `[unit][rater]`: a category from 0, or [#MISSING]
    /// @param values the value of each category, ascending, for interval data
    /// @throws IllegalArgumentException for rows of unequal length, or a category out of range
    public static RatingTable of(int[][] ratings, double[] values) {
        int[] each = new int[ratings.length];
        Arrays.setAll(each, i -> i);
        return ofClusters(ratings, each, values);
    }

    /// Units of the same cluster are resampled together, for example the answers ranked in one item.
    ///
    /// @param clusters cluster of each unit, numbered from 0
    public static RatingTable ofClusters(int[][] ratings, int[] clusters, double[] values) {
        int raters = ratings.length == 0 ? 0 : ratings[0].length;
        int[][] copy = new int[ratings.length][];
        for (int unit = 0; unit < ratings.length; unit++) {
            if (ratings[unit].length != raters) {
                throw new IllegalArgumentException("Every unit has a place for each of the " + raters + " raters.");
            }
            for (int category : ratings[unit]) {
                if (category < MISSING || category >= values.length) {
                    throw new IllegalArgumentException("A category lies between 0 and " + (values.length - 1) + ".");
                }
            }
            copy[unit] = ratings[unit].clone();
        }
        return new RatingTable(copy, clusters.clone(), values.clone(), raters);
    }

    public int units() {
        return ratings.length;
    }

    public int raters() {
        return raters;
    }

    public int categories() {
        return values.length;
    }

    public int rating(int unit, int rater) {
        return ratings[unit][rater];
    }

    int cluster(int unit) {
        return clusters[unit];
    }

    int clusters() {
        return Arrays.stream(clusters).max().orElse(-1) + 1;
    }

    double value(int category) {
        return values[category];
    }

    /// Returns how often each category was given to a unit.
    int[] counts(int unit) {
        int[] counts = new int[values.length];
        for (int category : ratings[unit]) {
            if (category != MISSING) {
                counts[category]++;
            }
        }
        return counts;
    }
}
