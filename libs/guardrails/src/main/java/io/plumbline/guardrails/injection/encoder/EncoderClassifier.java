package io.plumbline.guardrails.injection.encoder;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.guardrails.injection.ngram.Excerpts.Excerpt;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Classifies a caller's text window by window: a small network on the encoder's mean vectors of a window after
/// its upper layers. Immutable and thread-safe.
///
/// Its weights are a resource: the number of layers and the first of them (ints), then [RectifiedUnits]. Inputs
/// are standardised within the weights. `src/training/injection` describes how they were trained.
public final class EncoderClassifier {

    /// The maximum number of windows of a long text that are read if the encoder is used freely.
    public static final int MOST_WINDOWS = 16;

    /// The maximum if the encoder is used sparingly.
    public static final int MOST_DOUBTFUL = 4;

    private static final float[] NOTHING_ELSE = {};

    private final int layers;
    private final int firstLayer;
    private final RectifiedUnits units;

    private EncoderClassifier(DataInputStream in) throws IOException {
        layers = in.readInt();
        firstLayer = in.readInt();
        units = RectifiedUnits.read(in, layers * TextEncoder.DIMENSIONS);
    }

    /// The rating of a text.
    ///
    /// @param highest the log-odds of the part that most resembles an attack
    /// @param mean the mean of the log-odds over all parts
    /// @param windows the windows that were encoded
    public record Score(float highest, float mean, BitSet windows) {}

    public static EncoderClassifier ofCallers() {
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

    /// The windows of a text to read: all of a short text; of a long text those that contain something
    /// suspicious, and others spread evenly from the first to the last.
    ///
    /// @param suspicious parts of the text
    /// @param most the maximum number of windows
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

    /// Null for a text without tokens.
    ///
    /// @param suspicious parts of the text that are always read
    /// @param most the maximum number of windows to read
    /// @throws io.plumbline.embeddings.EncoderUnavailableException when the encoder gives no answer
    @Nullable
    public Score score(Encoding encoding, List<Excerpt> suspicious, int most) {
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
