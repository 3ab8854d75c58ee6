package io.plumbline.registry.knowledge.index;

import java.nio.ByteBuffer;

/// Vectors as they are stored: numbers of 16 bits, whose loss is far below that of the index's quantisation.
public final class VectorBytes {

    private VectorBytes() {}

    public static byte[] of(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Short.BYTES);
        for (float number : vector) {
            bytes.putShort(Float.floatToFloat16(number));
        }
        return bytes.array();
    }

    static float[] vector(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        float[] vector = new float[stored.length / Short.BYTES];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.float16ToFloat(bytes.getShort());
        }
        return vector;
    }
}
