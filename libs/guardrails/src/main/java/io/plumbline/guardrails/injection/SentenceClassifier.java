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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Looks for a sentence in a document that wants something of a model: a small network on the mean vectors of
/// the sentence's tokens beside those of the window that it stands in, so that one that speaks to somebody
/// else than the text around it stands out, and none drowns in its window. The vectors are those of the one
/// pass of the encoder over the text. Immutable and thread-safe.
///
/// Its weights are the resource `sentences.bin`, [RectifiedUnits] whose inputs are the sentence's vectors of
/// [#LAYERS], then the window's of [#CONTEXT]. `src/training/injection` says how they came about.
final class SentenceClassifier {

    private static final int[] LAYERS = {3, 4, 5, 6};
    private static final int[] CONTEXT = {4, 6};

    /// Log-odds of a sentence that is as harmless as most, and of one that hardly any is more harmless than.
    private static final double USUAL = -3.6;

    private static final float HARMLESS = -6.5f;
    private static final int FEW = 2;

    private final RectifiedUnits units;

    private SentenceClassifier(RectifiedUnits units) {
        this.units = units;
    }

    static SentenceClassifier standard() {
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

    /// Nothing for a text without tokens.
    ///
    /// @param suspicious parts of the text that are to be looked at in any case
    /// @throws io.plumbline.embeddings.EncoderUnavailableException when the encoder gives no answer
    EncoderClassifier.@Nullable Score score(CharSequence text, Encoding encoding, List<Excerpt> suspicious) {
        return lookedAt(
                        text,
                        encoding,
                        EncoderClassifier.lookedAt(encoding, suspicious, EncoderClassifier.MOST_WINDOWS))
                .score(0, 0);
    }

    /// The same of a text of which the encoder sees the doubtful windows alone, and others only where these say that
    /// the text may be an attack: then it matters how far they stand out.
    ///
    /// @param isSuspicious whether a score makes the text suspicious
    /// @throws io.plumbline.embeddings.EncoderUnavailableException when the encoder gives no answer
    EncoderClassifier.@Nullable Score score(
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

    /// The same of one window of a text, as if it were all.
    EncoderClassifier.@Nullable Score score(CharSequence text, Encoding encoding, int window) {
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

    /// Takes what the pieces of a window look like.
    interface Sink {
        /// @param begin first token
        /// @param end one past the last
        void piece(int begin, int end, float logOdds);
    }

    /// Looks at each piece of a window.
    void pieces(CharSequence text, EncodedWindow window, Sink sink) {
        new Pieces(sink).look(text, window);
    }

    /// Looks at all pieces of some windows.
    private final class Pieces implements Sentences.Sink {
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
            Sentences.read(text, window, this);
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

        /// What the sentences that want nothing say, and so those in the rest of the text: their mean, drawn to what
        /// is usual where they are few.
        private float usual() {
            return (float) ((totalBelow + FEW * USUAL) / (countBelow + FEW));
        }

        /// @param others more sentences
        /// @param each what is thought of each of them, in log-odds
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
