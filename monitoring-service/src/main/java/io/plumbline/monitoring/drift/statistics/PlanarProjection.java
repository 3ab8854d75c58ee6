package io.plumbline.monitoring.drift.statistics;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Vectors as points of a plane: their first two principal components, about the mean of all. The plane shows the
/// largest differences, not the verdict. Deterministic.
///
/// @param baseline at most 200 points, evenly chosen
/// @param window likewise
/// @param explained share of the variance that the plane shows
public record PlanarProjection(List<Point> baseline, List<Point> window, double explained) {

    private static final int MOST_POINTS = 200;
    private static final int ITERATIONS = 60;
    private static final double DIGITS = 1e3;
    private static final long SEED = 20_261_201;

    /// A point, rounded to three decimals.
    public record Point(double x, double y) {}

    /// @param baseline vectors of length 1
    /// @param window vectors of length 1
    public static PlanarProjection of(float[][] baseline, float[][] window) {
        double[][] centered = centered(baseline, window);
        double[] first = axis(centered, new double[centered[0].length]);
        double[] second = axis(centered, first);
        double total = 0;
        double shown = 0;
        for (double[] vector : centered) {
            total += dot(vector, vector);
            shown += square(dot(vector, first)) + square(dot(vector, second));
        }
        return new PlanarProjection(
                points(centered, 0, baseline.length, first, second),
                points(centered, baseline.length, centered.length, first, second),
                total == 0 ? 0 : rounded(shown / total));
    }

    private static double[][] centered(float[][] baseline, float[][] window) {
        int size = baseline.length + window.length;
        int dimensions = baseline[0].length;
        double[][] centered = new double[size][dimensions];
        double[] mean = new double[dimensions];
        for (int i = 0; i < size; i++) {
            float[] vector = i < baseline.length ? baseline[i] : window[i - baseline.length];
            for (int k = 0; k < dimensions; k++) {
                centered[i][k] = vector[k];
                mean[k] += vector[k] / (double) size;
            }
        }
        for (double[] vector : centered) {
            for (int k = 0; k < dimensions; k++) {
                vector[k] -= mean[k];
            }
        }
        return centered;
    }

    /// Returns the direction of the largest variance that is orthogonal to another, by power iteration; zero
    /// without variance.
    private static double[] axis(double[][] centered, double[] other) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] axis = random.doubles(other.length, -1, 1).toArray();
        normalize(axis, other);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] next = new double[axis.length];
            for (double[] vector : centered) {
                double along = dot(vector, axis);
                for (int k = 0; k < next.length; k++) {
                    next[k] += along * vector[k];
                }
            }
            normalize(next, other);
            axis = next;
        }
        return axis;
    }

    private static void normalize(double[] axis, double[] other) {
        double shared = dot(axis, other);
        double square = 0;
        for (int k = 0; k < axis.length; k++) {
            axis[k] -= shared * other[k];
            square += axis[k] * axis[k];
        }
        double length = Math.sqrt(square);
        for (int k = 0; k < axis.length; k++) {
            axis[k] = length < 1e-12 ? 0 : axis[k] / length;
        }
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int k = 0; k < left.length; k++) {
            sum += left[k] * right[k];
        }
        return sum;
    }

    private static double square(double value) {
        return value * value;
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }

    private static List<Point> points(double[][] centered, int from, int to, double[] first, double[] second) {
        int size = to - from;
        int shown = Math.min(MOST_POINTS, size);
        return IntStream.range(0, shown)
                .mapToObj(i -> centered[from + (int) ((long) i * size / shown)])
                .map(vector -> new Point(rounded(dot(vector, first)), rounded(dot(vector, second))))
                .toList();
    }
}
