package io.plumbline.knowledge.embedding;

/// Arithmetic of vectors.
public final class Vectors {

    private Vectors() {}

    /// The same direction with length 1; all zeros for a vector of zeros.
    public static float[] normalized(float[] vector) {
        double squares = dot(vector, vector);
        float[] unit = vector.clone();
        if (squares > 0) {
            float scale = (float) (1 / Math.sqrt(squares));
            for (int i = 0; i < unit.length; i++) {
                unit[i] *= scale;
            }
        }
        return unit;
    }

    /// The cosine of the angle between two vectors, -1 to 1; 0 if one is all zeros.
    public static double cosine(float[] one, float[] other) {
        double squares = dot(one, one) * dot(other, other);
        return squares == 0 ? 0 : dot(one, other) / Math.sqrt(squares);
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
