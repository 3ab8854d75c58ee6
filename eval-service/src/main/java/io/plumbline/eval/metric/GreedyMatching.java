package io.plumbline.eval.metric;

import java.util.Arrays;

/// Matches each token of a text with the token of another that is most like it, by the cosine of their vectors.
///
/// Time grows with the product of the numbers of tokens; the innermost loop runs over the other text's tokens, so
/// that it is one of vectors to the processor. Not thread-safe.
final class GreedyMatching {

    /// The best cosine of each token of the first text, and of each of the second.
    final double[] left;

    final double[] right;

    /// @param left vectors of the first text, one after the other
    /// @param right vectors of the second
    /// @param dimensions numbers in a vector
    GreedyMatching(float[] left, float[] right, int dimensions) {
        int rows = left.length / dimensions;
        int columns = right.length / dimensions;
        this.left = new double[rows];
        this.right = new double[columns];
        Arrays.fill(this.left, Double.NEGATIVE_INFINITY);
        Arrays.fill(this.right, Double.NEGATIVE_INFINITY);
        double[] others = normalisedByDimension(right, dimensions);
        double[] row = new double[dimensions];
        double[] cosines = new double[columns];
        for (int i = 0; i < rows; i++) {
            normalise(left, i, row);
            multiply(row, others, cosines);
            for (int j = 0; j < columns; j++) {
                this.left[i] = Math.max(this.left[i], cosines[j]);
                this.right[j] = Math.max(this.right[j], cosines[j]);
            }
        }
    }

    private static void multiply(double[] row, double[] others, double[] cosines) {
        Arrays.fill(cosines, 0);
        for (int k = 0; k < row.length; k++) {
            double factor = row[k];
            int from = k * cosines.length;
            for (int j = 0; j < cosines.length; j++) {
                cosines[j] += factor * others[from + j];
            }
        }
    }

    private static double[] normalisedByDimension(float[] vectors, int dimensions) {
        int columns = vectors.length / dimensions;
        double[] turned = new double[vectors.length];
        double[] vector = new double[dimensions];
        for (int j = 0; j < columns; j++) {
            normalise(vectors, j, vector);
            for (int k = 0; k < dimensions; k++) {
                turned[k * columns + j] = vector[k];
            }
        }
        return turned;
    }

    private static void normalise(float[] vectors, int index, double[] into) {
        double squares = 0;
        for (int k = 0; k < into.length; k++) {
            into[k] = vectors[index * into.length + k];
            squares += into[k] * into[k];
        }
        double length = Math.sqrt(squares);
        for (int k = 0; k < into.length; k++) {
            into[k] /= length;
        }
    }
}
