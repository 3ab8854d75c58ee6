package io.plumbline.knowledge.index.lucene;

import org.jspecify.annotations.Nullable;

/// Turns the numbers of a vector into bytes: each divided by the vector's largest one, times 127, rounded. The
/// cosine needs no common scale. Of Lucene's own quantised formats none is used, because they keep the original
/// numbers too, four bytes each.
final class Quantization {

    private static final int LARGEST = 127;

    private Quantization() {}

    /// The vector in bytes; `null` for a vector of zeros, which has no direction.
    static byte @Nullable [] bytes(float[] vector) {
        float largest = 0;
        for (float number : vector) {
            largest = Math.max(largest, Math.abs(number));
        }
        if (largest == 0) {
            return null;
        }
        byte[] bytes = new byte[vector.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(vector[i] / largest * LARGEST);
        }
        return bytes;
    }
}
