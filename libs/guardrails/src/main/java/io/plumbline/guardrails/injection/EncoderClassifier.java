package io.plumbline.guardrails.injection;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Looks at what a caller wrote, window by window: a small network on the encoder's mean vectors of a window after its
/// upper layers. Immutable and thread-safe.
///
/// Its weights are a resource: the number of layers and the first of them (ints), then [RectifiedUnits]. Inputs are
/// standardised within the weights. `src/training/injection` says how they came about.
final class EncoderClassifier {

    /// Windows of a long text that are looked at; of more, as many from its beginning as from its end.
    static final int MOST_WINDOWS = 16;

    private static final float[] NOTHING_ELSE = {};

    private final int layers;
    private final int firstLayer;
    private final RectifiedUnits units;

    private EncoderClassifier(DataInputStream in) throws IOException {
        layers = in.readInt();
        firstLayer = in.readInt();
        units = RectifiedUnits.read(in, layers * TextEncoder.DIMENSIONS);
    }

    /// What a text looks like.
    ///
    /// @param highest the log-odds of the part that looks most like an attack
    /// @param mean the mean of the log-odds over all parts
    record Score(float highest, float mean) {}

    static EncoderClassifier ofCallers() {
        return Callers.CLASSIFIER;
    }

    private static final class Callers {
        private static final EncoderClassifier CLASSIFIER = load();
    }

    private static EncoderClassifier load() {
        try (DataInputStream in = new DataInputStream(
                Objects.requireNonNull(EncoderClassifier.class.getResourceAsStream("encoder.bin")))) {
            return new EncoderClassifier(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether a window of a text is looked at.
    static boolean isLookedAt(int window, int windows) {
        return windows <= MOST_WINDOWS || window < MOST_WINDOWS / 2 || window >= windows - MOST_WINDOWS / 2;
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
            if (isLookedAt(i, windows)) {
                float logOdds = logOdds(encoding.window(i));
                highest = Math.max(highest, logOdds);
                total += logOdds;
                looked++;
            }
        }
        return new Score(highest, total / looked);
    }

    private float logOdds(EncodedWindow window) {
        float[][] means = new float[layers][];
        for (int i = 0; i < layers; i++) {
            means[i] = window.mean(firstLayer + i);
        }
        return units.logOdds(NOTHING_ELSE, units.sums(0, means));
    }
}
