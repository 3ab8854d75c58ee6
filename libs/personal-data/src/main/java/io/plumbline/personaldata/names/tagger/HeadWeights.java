package io.plumbline.personaldata.names.tagger;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Trait;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The head's weights as `train.py` writes them: sizes, then for each of three layers the bias, a scale for each
/// output, and a byte for each weight, input by input. Read once; the arrays are not modified afterwards.
final class HeadWeights {

    /// Layers of the encoder that make up a word's vector, [#states] numbers in all.
    static final int[] LAYERS = {3, 4, 5};

    /// The number of words before and after a word whose traits are read.
    final int reach;

    final int states;
    final int hidden;
    final int second;
    final int tags;
    final float[] firstBias;
    final float[][] first;
    final float[] secondBias;
    final float[][] secondWeights;
    final float[] lastBias;
    final float[][] last;

    private HeadWeights(DataInputStream in) throws IOException {
        states = in.readInt();
        int traits = in.readInt();
        reach = in.readInt();
        hidden = in.readInt();
        second = in.readInt();
        tags = in.readInt();
        if (traits != Trait.values().length || tags != 1 + 2 * Entity.LEARNED.size()) {
            throw new IllegalStateException("the head was trained with other traits or entities");
        }
        int inputs = states + (2 * reach + 1) * traits;
        firstBias = floats(in, hidden);
        first = weights(in, inputs, hidden);
        secondBias = floats(in, second);
        secondWeights = weights(in, 3 * hidden, second);
        lastBias = floats(in, tags);
        last = weights(in, second, tags);
    }

    /// @throws IllegalStateException if the weights are missing or were made for other traits
    static HeadWeights load() {
        try (InputStream in = HeadWeights.class.getResourceAsStream("head.bin")) {
            if (in == null) {
                throw new IllegalStateException("missing weights");
            }
            return new HeadWeights(new DataInputStream(new BufferedInputStream(in, 1 << 16)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    /// One row for each input: loops over several rows at one index become vector instructions, those over one
    /// array at several offsets do not.
    private static float[][] weights(DataInputStream in, int inputs, int outputs) throws IOException {
        float[] scales = floats(in, outputs);
        float[][] weights = new float[inputs][outputs];
        for (float[] row : weights) {
            for (int j = 0; j < outputs; j++) {
                row[j] = in.readByte() * scales[j];
            }
        }
        return weights;
    }
}
