package io.plumbline.guardrails.injection;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.guardrails.injection.Excerpts.Excerpt;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Looks at what a caller wrote, window by window: a small network on the encoder's mean vectors of a window after its
/// upper layers. Immutable and thread-safe.
///
/// Its weights are a resource: the number of layers and the first of them (ints), then [RectifiedUnits]. Inputs are
/// standardised within the weights. `src/training/injection` says how they came about.
final class EncoderClassifier {

    /// Windows of a long text that are looked at where the encoder is not to be spared.
    static final int MOST_WINDOWS = 16;

    /// The same where it is.
    static final int MOST_DOUBTFUL = 4;

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
    /// @param windows those that were encoded
    record Score(float highest, float mean, BitSet windows) {}

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

    /// Which windows of a text are looked at: all of a short one; of a long one those that something suspicious stands
    /// in, and others spread evenly from the first to the last.
    ///
    /// @param suspicious parts of the text
    /// @param most so many
    static BitSet lookedAt(Encoding encoding, List<Excerpt> suspicious, int most) {
        int windows = encoding.windows();
        BitSet looked = new BitSet(windows);
        if (windows <= most) {
            looked.set(0, windows);
            return looked;
        }
        for (int i = 0; i < windows && looked.cardinality() < most / 2; i++) {
            int start = encoding.start(i);
            int end = encoding.end(i);
            if (suspicious.stream().anyMatch(part -> part.start() < end && start < part.end())) {
                looked.set(i);
            }
        }
        int spread = most - looked.cardinality();
        for (int i = 0; i < spread; i++) {
            looked.set(i * (windows - 1) / (spread - 1));
        }
        return looked;
    }

    /// Nothing for a text without tokens.
    ///
    /// @param suspicious parts of the text that are to be looked at in any case
    /// @param most windows that are looked at
    /// @throws io.plumbline.embeddings.EncoderUnavailableException when the encoder gives no answer
    @Nullable
    Score score(Encoding encoding, List<Excerpt> suspicious, int most) {
        BitSet windows = lookedAt(encoding, suspicious, most);
        if (windows.isEmpty()) {
            return null;
        }
        float highest = Float.NEGATIVE_INFINITY;
        float total = 0;
        for (int i = windows.nextSetBit(0); i >= 0; i = windows.nextSetBit(i + 1)) {
            float logOdds = logOdds(encoding.window(i));
            highest = Math.max(highest, logOdds);
            total += logOdds;
        }
        return new Score(highest, total / windows.cardinality(), windows);
    }

    float logOdds(EncodedWindow window) {
        float[][] means = new float[layers][];
        for (int i = 0; i < layers; i++) {
            means[i] = window.mean(firstLayer + i);
        }
        return units.logOdds(NOTHING_ELSE, units.sums(0, means));
    }
}
