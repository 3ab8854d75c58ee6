package io.plumbline.guardrails.injection;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A small network on the encoder's mean vectors of a window after its upper layers: one hidden layer of rectified
/// units, one output, the log-odds. Immutable and thread-safe.
///
/// Its weights are a resource, big-endian: the number of layers, the first of them, the number of units; for each unit
/// the size of a step (float), the bias (float) and a signed short for each input; then the output's bias and weights
/// (floats). Inputs are standardised within the weights. `src/training/injection` says how they came about.
final class EncoderClassifier {

    /// Windows of a long text that are looked at; of more, as many from its beginning as from its end.
    private static final int MOST_WINDOWS = 16;

    private final int firstLayer;
    private final short[][] weights;
    private final float[] steps;
    private final float[] biases;
    private final float[] outputs;
    private final float bias;

    private EncoderClassifier(DataInputStream in) throws IOException {
        int layers = in.readInt();
        firstLayer = in.readInt();
        int units = in.readInt();
        weights = new short[units][layers * TextEncoder.DIMENSIONS];
        steps = new float[units];
        biases = new float[units];
        for (int i = 0; i < units; i++) {
            steps[i] = in.readFloat();
            biases[i] = in.readFloat();
            for (int j = 0; j < weights[i].length; j++) {
                weights[i][j] = in.readShort();
            }
        }
        bias = in.readFloat();
        outputs = new float[units];
        for (int i = 0; i < units; i++) {
            outputs[i] = in.readFloat();
        }
    }

    /// What a text looks like.
    ///
    /// @param highest the log-odds of the window that looks most like an attack
    /// @param mean the mean of the log-odds over all windows
    record Score(float highest, float mean) {}

    static EncoderClassifier ofCallers() {
        return Callers.CLASSIFIER;
    }

    static EncoderClassifier ofDocuments() {
        return Documents.CLASSIFIER;
    }

    private static final class Callers {
        private static final EncoderClassifier CLASSIFIER = load("encoder.bin");
    }

    private static final class Documents {
        private static final EncoderClassifier CLASSIFIER = load("encoder-documents.bin");
    }

    private static EncoderClassifier load(String resource) {
        try (DataInputStream in =
                new DataInputStream(Objects.requireNonNull(EncoderClassifier.class.getResourceAsStream(resource)))) {
            return new EncoderClassifier(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Nothing for a text without tokens.
    ///
    /// @throws io.plumbline.embeddings.EncoderUnavailableException when the encoder gives no answer
    @Nullable
    Score score(Encoding encoding) {
        int windows = encoding.windows();
        if (windows == 0) {
            return null;
        }
        float highest = Float.NEGATIVE_INFINITY;
        float total = 0;
        int looked = 0;
        for (int i = 0; i < windows; i++) {
            if (windows <= MOST_WINDOWS || i < MOST_WINDOWS / 2 || i >= windows - MOST_WINDOWS / 2) {
                float logOdds = logOdds(encoding.window(i));
                highest = Math.max(highest, logOdds);
                total += logOdds;
                looked++;
            }
        }
        return new Score(highest, total / looked);
    }

    private float logOdds(EncodedWindow window) {
        int layers = weights[0].length / TextEncoder.DIMENSIONS;
        float[][] means = new float[layers][];
        for (int i = 0; i < layers; i++) {
            means[i] = window.mean(firstLayer + i);
        }
        float sum = bias;
        for (int unit = 0; unit < outputs.length; unit++) {
            float activation = biases[unit] + steps[unit] * dot(weights[unit], means);
            sum += outputs[unit] * Math.max(0, activation);
        }
        return sum;
    }

    private static float dot(short[] unit, float[][] means) {
        float sum = 0;
        int at = 0;
        for (float[] mean : means) {
            for (float each : mean) {
                sum += unit[at++] * each;
            }
        }
        return sum;
    }
}
