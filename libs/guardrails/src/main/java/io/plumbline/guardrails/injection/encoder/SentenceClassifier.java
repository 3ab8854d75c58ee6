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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds a sentence in a document that makes a request of a model: a small network on the mean vectors of the
/// sentence's tokens beside those of its window. A sentence with another addressee than the surrounding text
/// stands out, and none is lost in its window. The vectors come from the encoder's single pass over the text.
/// Immutable and thread-safe.
///
/// Its weights are the resource `sentences.bin`, [RectifiedUnits] whose inputs are the sentence's vectors of
/// [#LAYERS], then the window's of [#CONTEXT]. `src/training/injection` describes how they were trained.
public final class SentenceClassifier {

    private static final int[] LAYERS = {3, 4, 5, 6};
    private static final int[] CONTEXT = {4, 6};

    /// Log-odds of a typical harmless sentence, and of one that is among the most harmless.
    private static final double USUAL = -3.6;

    private static final float HARMLESS = -6.5f;
    private static final int FEW = 2;

    private final RectifiedUnits units;

    private SentenceClassifier(RectifiedUnits units) {
        this.units = units;
    }

    public static SentenceClassifier standard() {
        return Holder.CLASSIFIER;
    }

    private static final class Holder {
        private static final SentenceClassifier CLASSIFIER = load();
    }

    private static SentenceClassifier load() {
        try (DataInputStream in = new DataInputStream(
                Objects.requireNonNull(SentenceClassifier.class.getResourceAsStream("sentences.bin")))) {
            return new SentenceClassifier(
                    RectifiedUnits.read(in, (LAYERS.length + CONTEXT.length) * TextEncoder.DIMENSIONS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Null for a text without tokens.
    ///
    /// @param suspicious parts of the text that are always read
    /// @throws io.plumbline.embeddings.EncoderUnavailableException when the encoder gives no answer
    public EncoderClassifier.@Nullable Score score(CharSequence text, Encoding encoding, List<Excerpt> suspicious) {
        return lookedAt(
                        text,
                        encoding,
                        EncoderClassifier.lookedAt(encoding, suspicious, EncoderClassifier.MOST_WINDOWS))
                .score(0, 0);
    }

    /// The same for a text of which the encoder reads only the doubtful windows. It reads others only if these
    /// suggest an attack, to find out how far they stand out.
    ///
    /// @param isSuspicious whether a score makes the text suspicious
    /// @throws io.plumbline.embeddings.EncoderUnavailableException when the encoder gives no answer
    public EncoderClassifier.@Nullable Score score(
            CharSequence text,
            Encoding encoding,
            SentenceEstimates estimates,
            Predicate<EncoderClassifier.Score> isSuspicious) {
        BitSet doubtful = estimates.doubtful(encoding);
        Pieces pieces = lookedAt(text, encoding, doubtful);
        EncoderClassifier.Score score = pieces.score(estimates.beside(doubtful, encoding), HARMLESS);
        if (score == null || !isSuspicious.test(score)) {
            return score;
        }
        BitSet most = estimates.mostDoubtful(encoding);
        pieces = lookedAt(text, encoding, most);
        return pieces.score(estimates.beside(most, encoding), pieces.usual());
    }

    /// The same for one window of a text, as if it were the whole text.
    public EncoderClassifier.@Nullable Score score(CharSequence text, Encoding encoding, int window) {
        BitSet only = new BitSet();
        only.set(window);
        return lookedAt(text, encoding, only).score(0, 0);
    }

    private Pieces lookedAt(CharSequence text, Encoding encoding, BitSet windows) {
        Pieces pieces = new Pieces((_, _, _) -> {});
        pieces.windows = windows;
        for (int i = windows.nextSetBit(0); i >= 0; i = windows.nextSetBit(i + 1)) {
            pieces.look(text, encoding.window(i));
        }
        return pieces;
    }

    /// Receives the ratings of the pieces of a window.
    interface Sink {
        /// @param begin first token
        /// @param end one past the last
        void piece(int begin, int end, float logOdds);
    }

    /// Rates each piece of a window.
    void pieces(CharSequence text, EncodedWindow window, Sink sink) {
        new Pieces(sink).look(text, window);
    }

    /// Rates all pieces of some windows.
    private final class Pieces implements TokenSentences.Sink {
        private final Sink sink;
        private final float[][] states = new float[LAYERS.length][];
        private final float[] inputs = new float[LAYERS.length * TextEncoder.DIMENSIONS];
        private float[] context = {};
        private float highest = Float.NEGATIVE_INFINITY;
        private double total;
        private BitSet windows = new BitSet();
        private int count;
        private double totalBelow;
        private int countBelow;

        private Pieces(Sink sink) {
            this.sink = sink;
        }

        private void look(CharSequence text, EncodedWindow window) {
            for (int i = 0; i < LAYERS.length; i++) {
                states[i] = window.states(LAYERS[i]);
            }
            float[][] means = new float[CONTEXT.length][];
            for (int i = 0; i < CONTEXT.length; i++) {
                means[i] = window.mean(CONTEXT[i]);
            }
            context = units.sums(inputs.length, means);
            TokenSentences.read(text, window, this);
        }

        @Override
        public void piece(int begin, int end) {
            for (int i = 0; i < LAYERS.length; i++) {
                mean(states[i], begin, end, i * TextEncoder.DIMENSIONS);
            }
            float logOdds = units.logOdds(inputs, context);
            highest = Math.max(highest, logOdds);
            total += logOdds;
            count++;
            if (logOdds < 0) {
                totalBelow += logOdds;
                countBelow++;
            }
            sink.piece(begin, end, logOdds);
        }

        /// The typical log-odds of sentences without a request, also assumed for the rest of the text: their
        /// mean, shrunk to the usual value if they are few.
        private float usual() {
            return (float) ((totalBelow + FEW * USUAL) / (countBelow + FEW));
        }

        /// @param others the number of further sentences
        /// @param each the assumed rating of each of them, in log-odds
        private EncoderClassifier.@Nullable Score score(int others, float each) {
            return count == 0
                    ? null
                    : new EncoderClassifier.Score(
                            highest, (float) ((total + (double) others * each) / (count + others)), windows);
        }

        private void mean(float[] layer, int begin, int end, int into) {
            float share = 1f / (end - begin);
            for (int j = 0; j < TextEncoder.DIMENSIONS; j++) {
                float sum = 0;
                for (int token = begin; token < end; token++) {
                    sum += layer[token * TextEncoder.DIMENSIONS + j];
                }
                inputs[into + j] = sum * share;
            }
        }
    }
}
