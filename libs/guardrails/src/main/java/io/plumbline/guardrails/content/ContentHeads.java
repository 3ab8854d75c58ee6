package io.plumbline.guardrails.content;

import io.plumbline.embeddings.EncodedWindow;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// A small network on the encoder's vectors of a window that rates each harm: the means of some layers, one
/// hidden layer, an output for each harm. Made by `src/training/content/train_heads.py`. Immutable and
/// thread-safe.
final class ContentHeads {

    /// The harms in the order of the outputs.
    static final Harm[] OUTPUTS = {
        Harm.TOXICITY,
        Harm.SEVERE_TOXICITY,
        Harm.THREAT,
        Harm.INSULT,
        Harm.IDENTITY_ATTACK,
        Harm.PROFANITY,
        Harm.SEXUALLY_EXPLICIT,
        Harm.FLIRTATION,
        Harm.SELF_HARM_RISK,
        Harm.SELF_HARM_ENCOURAGEMENT,
        Harm.WEAPONS
    };

    private static final String RESOURCE = "heads.bin";

    private final int[] layers;
    private final int dimensions;
    private final float[][] hiddenWeights;
    private final float[] hiddenBias;
    private final float[][] outputWeights;
    private final float[] outputBias;
    private final float[] thresholds;

    private ContentHeads(DataInputStream in) throws IOException {
        layers = new int[in.readInt()];
        dimensions = in.readInt();
        int hidden = in.readInt();
        if (in.readInt() != OUTPUTS.length) {
            throw new IOException("made for other harms");
        }
        for (int i = 0; i < layers.length; i++) {
            layers[i] = in.readInt();
        }
        hiddenWeights = new float[hidden][layers.length * dimensions];
        for (float[] row : hiddenWeights) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Float.float16ToFloat(in.readShort());
            }
        }
        hiddenBias = floats(in, hidden);
        outputWeights = new float[OUTPUTS.length][];
        for (int i = 0; i < OUTPUTS.length; i++) {
            outputWeights[i] = floats(in, hidden);
        }
        outputBias = floats(in, OUTPUTS.length);
        thresholds = floats(in, OUTPUTS.length);
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = in.readFloat();
        }
        return floats;
    }

    static ContentHeads builtIn() {
        try (InputStream resource = ContentHeads.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            return new ContentHeads(new DataInputStream(new BufferedInputStream(resource)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How far above its threshold a window is for each of [#OUTPUTS], in logits.
    float[] margins(EncodedWindow window) {
        float[] hidden = hiddenBias.clone();
        for (int layer = 0; layer < layers.length; layer++) {
            float[] mean = window.mean(layers[layer]);
            int offset = layer * dimensions;
            for (int unit = 0; unit < hidden.length; unit++) {
                float[] weights = hiddenWeights[unit];
                float sum = 0;
                for (int i = 0; i < dimensions; i++) {
                    sum += weights[offset + i] * mean[i];
                }
                hidden[unit] += sum;
            }
        }
        float[] margins = new float[OUTPUTS.length];
        for (int output = 0; output < OUTPUTS.length; output++) {
            float sum = outputBias[output] - thresholds[output];
            for (int unit = 0; unit < hidden.length; unit++) {
                sum += outputWeights[output][unit] * Math.max(0, hidden[unit]);
            }
            margins[output] = sum;
        }
        return margins;
    }
}
