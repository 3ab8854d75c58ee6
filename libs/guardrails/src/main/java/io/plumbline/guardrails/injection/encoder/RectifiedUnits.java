package io.plumbline.guardrails.injection.encoder;

import java.io.DataInputStream;
import java.io.IOException;

/// One hidden layer of rectified units and one output, the log-odds. Immutable and thread-safe.
///
/// Read from big-endian numbers: the number of units (int); for each the size of a step (float), the bias
/// (float) and a signed short for each input; then the output's bias and weights (floats).
final class RectifiedUnits {

    private final short[][] weights;
    private final float[] steps;
    private final float[] biases;
    private final float[] outputs;
    private final float bias;

    private RectifiedUnits(short[][] weights, float[] steps, float[] biases, float[] outputs, float bias) {
        this.weights = weights;
        this.steps = steps;
        this.biases = biases;
        this.outputs = outputs;
        this.bias = bias;
    }

    static RectifiedUnits read(DataInputStream in, int inputs) throws IOException {
        int units = in.readInt();
        short[][] weights = new short[units][inputs];
        float[] steps = new float[units];
        float[] biases = new float[units];
        for (int i = 0; i < units; i++) {
            steps[i] = in.readFloat();
            biases[i] = in.readFloat();
            for (int j = 0; j < inputs; j++) {
                weights[i][j] = in.readShort();
            }
        }
        float bias = in.readFloat();
        float[] outputs = new float[units];
        for (int i = 0; i < units; i++) {
            outputs[i] = in.readFloat();
        }
        return new RectifiedUnits(weights, steps, biases, outputs, bias);
    }

    /// The contribution of some inputs to each unit, for inputs that stay the same while others change.
    ///
    /// @param from the first of these inputs
    float[] sums(int from, float[]... parts) {
        float[] sums = new float[outputs.length];
        int at = from;
        for (float[] part : parts) {
            for (int unit = 0; unit < sums.length; unit++) {
                sums[unit] += dot(weights[unit], at, part);
            }
            at += part.length;
        }
        return sums;
    }

    /// @param inputs the first inputs
    /// @param others the contribution of the others, from [#sums]
    float logOdds(float[] inputs, float[] others) {
        float sum = bias;
        for (int unit = 0; unit < outputs.length; unit++) {
            float activation = biases[unit] + steps[unit] * (others[unit] + dot(weights[unit], 0, inputs));
            sum += outputs[unit] * Math.max(0, activation);
        }
        return sum;
    }

    private static float dot(short[] unit, int from, float[] inputs) {
        float sum = 0;
        for (int i = 0; i < inputs.length; i++) {
            sum += unit[from + i] * inputs[i];
        }
        return sum;
    }
}
