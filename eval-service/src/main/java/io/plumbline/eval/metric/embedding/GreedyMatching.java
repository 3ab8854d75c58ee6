package io.plumbline.eval.metric.embedding;

import java.util.Arrays;

/// Matches each token of a text with the most similar token of another, by the cosine of their vectors.
///
/// Time is the product of the numbers of tokens. The innermost loop runs over the other text's tokens, two tokens
/// of this one and four dimensions at a time, so that it vectorises and uses each load twice. In single
/// precision, like the vectors: cosines are accurate to about 1e-7. Not thread-safe.
final class GreedyMatching {

    private static final int STEP = 4;

    /// The best cosine of each token of the first text; likewise for the second.
    final double[] left;

    final double[] right;

    /// @param left concatenated vectors of the first text
    /// @param right vectors of the second
    /// @param dimensions numbers per vector, a multiple of four
    GreedyMatching(float[] left, float[] right, int dimensions) {
        int rows = left.length / dimensions;
        int columns = right.length / dimensions;
        this.left = new double[rows];
        this.right = new double[columns];
        Arrays.fill(this.left, Double.NEGATIVE_INFINITY);
        Arrays.fill(this.right, Double.NEGATIVE_INFINITY);
        float[][] others = normalisedByDimension(right, dimensions);
        float[] one = new float[dimensions];
        float[] two = new float[dimensions];
        float[] cosinesOfOne = new float[columns];
        float[] cosinesOfTwo = new float[columns];
        for (int i = 0; i < rows; i += 2) {
            int next = Math.min(i + 1, rows - 1);
            normalise(left, i, one);
            normalise(left, next, two);
            multiply(one, two, others, cosinesOfOne, cosinesOfTwo);
            take(i, cosinesOfOne);
            take(next, cosinesOfTwo);
        }
    }

    private void take(int row, float[] cosines) {
        double best = left[row];
        for (int j = 0; j < cosines.length; j++) {
            best = Math.max(best, cosines[j]);
            right[j] = Math.max(right[j], cosines[j]);
        }
        left[row] = best;
    }

    private static void multiply(float[] one, float[] two, float[][] others, float[] ofOne, float[] ofTwo) {
        Arrays.fill(ofOne, 0);
        Arrays.fill(ofTwo, 0);
        for (int k = 0; k < one.length; k += STEP) {
            add(one, k, others[k], others[k + 1], others[k + 2], others[k + 3], ofOne);
            add(two, k, others[k], others[k + 1], others[k + 2], others[k + 3], ofTwo);
        }
    }

    private static void add(float[] row, int k, float[] a, float[] b, float[] c, float[] d, float[] sums) {
        float ofA = row[k];
        float ofB = row[k + 1];
        float ofC = row[k + 2];
        float ofD = row[k + 3];
        for (int j = 0; j < sums.length; j++) {
            sums[j] += ofA * a[j] + ofB * b[j] + ofC * c[j] + ofD * d[j];
        }
    }

    private static float[][] normalisedByDimension(float[] vectors, int dimensions) {
        int columns = vectors.length / dimensions;
        float[][] turned = new float[dimensions][columns];
        float[] vector = new float[dimensions];
        for (int j = 0; j < columns; j++) {
            normalise(vectors, j, vector);
            for (int k = 0; k < dimensions; k++) {
                turned[k][j] = vector[k];
            }
        }
        return turned;
    }

    private static void normalise(float[] vectors, int index, float[] into) {
        double squares = 0;
        int from = index * into.length;
        for (int k = 0; k < into.length; k++) {
            squares += (double) vectors[from + k] * vectors[from + k];
        }
        double length = Math.sqrt(squares);
        for (int k = 0; k < into.length; k++) {
            into[k] = (float) (vectors[from + k] / length);
        }
    }
}
