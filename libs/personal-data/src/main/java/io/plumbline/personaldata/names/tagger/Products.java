package io.plumbline.personaldata.names.tagger;

/// Adds inputs times rows of weights to outputs. The compiler vectorizes the inner loops: every array in them is
/// read and written at the same index. Handles four rows of weights at a time, to load and store an output once
/// for four products.
final class Products {

    private static final int STEP = 4;

    private Products() {}

    /// @param in its length is a multiple of four
    /// @param first the row of weights of the first input
    static void add(float[] in, float[][] weights, int first, float[] out) {
        for (int i = 0; i < in.length; i += STEP) {
            add(in, i, weights, first + i, out);
        }
    }

    /// The same for two inputs; the weights pass through the processor's cache only once.
    static void addTwo(float[] in, float[] other, float[][] weights, float[] out, float[] otherOut) {
        for (int i = 0; i < in.length; i += STEP) {
            float[] forA = weights[i];
            float[] forB = weights[i + 1];
            float[] forC = weights[i + 2];
            float[] forD = weights[i + 3];
            float a = in[i];
            float b = in[i + 1];
            float c = in[i + 2];
            float d = in[i + 3];
            float e = other[i];
            float f = other[i + 1];
            float g = other[i + 2];
            float h = other[i + 3];
            for (int j = 0; j < out.length; j++) {
                out[j] = Math.fma(a, forA[j], Math.fma(b, forB[j], Math.fma(c, forC[j], Math.fma(d, forD[j], out[j]))));
                otherOut[j] = Math.fma(
                        e, forA[j], Math.fma(f, forB[j], Math.fma(g, forC[j], Math.fma(h, forD[j], otherOut[j]))));
            }
        }
    }

    private static void add(float[] in, int from, float[][] weights, int row, float[] out) {
        float a = in[from];
        float b = in[from + 1];
        float c = in[from + 2];
        float d = in[from + 3];
        float[] forA = weights[row];
        float[] forB = weights[row + 1];
        float[] forC = weights[row + 2];
        float[] forD = weights[row + 3];
        for (int j = 0; j < out.length; j++) {
            out[j] = Math.fma(a, forA[j], Math.fma(b, forB[j], Math.fma(c, forC[j], Math.fma(d, forD[j], out[j]))));
        }
    }
}
