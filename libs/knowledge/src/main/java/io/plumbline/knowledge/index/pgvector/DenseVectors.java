package io.plumbline.knowledge.index.pgvector;

import org.jspecify.annotations.Nullable;

/// Vectors as texts of pgvector, of length 1, so that no number is too large for 16 bits.
final class DenseVectors {

    private DenseVectors() {}

    /// The text of a vector; `null` for none, or for one of zeros, which has no direction.
    static @Nullable String text(float @Nullable [] vector) {
        if (vector == null) {
            return null;
        }
        double square = 0;
        for (float number : vector) {
            square += (double) number * number;
        }
        if (square == 0) {
            return null;
        }
        double length = Math.sqrt(square);
        StringBuilder text = new StringBuilder(vector.length * 12).append('[');
        for (float number : vector) {
            text.append((float) (number / length)).append(',');
        }
        text.setCharAt(text.length() - 1, ']');
        return text.toString();
    }
}
