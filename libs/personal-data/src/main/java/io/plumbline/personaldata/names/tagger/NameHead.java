package io.plumbline.personaldata.names.tagger;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;

/// The network that finds names in the encoder's vectors: for each word the mean of its pieces' vectors after
/// three inner layers, with the traits of the words around it; a hidden layer; a second one that also reads the
/// adjacent words; a score for each tag. About 200,000 multiplications a word, well under a millisecond a window.
///
/// Immutable and thread-safe.
final class NameHead {

    private static final HeadWeights WEIGHTS = HeadWeights.load();

    private final Words words;

    /// The hidden values of the last word of the previous window; zeros if it was not read.
    private float[] before = new float[WEIGHTS.hidden];

    /// The first word after the windows read so far.
    private int next;

    /// @param words of the text, with their traits
    NameHead(Words words) {
        this.words = words;
    }

    /// Skips the window before the next one.
    void skip() {
        before = new float[WEIGHTS.hidden];
    }

    /// Scores the words of a window; windows arrive in the order of the text.
    TagScores read(EncodedWindow window) {
        int[] place = new int[window.tokens()];
        float[][] inputs = new float[window.tokens()][];
        int rows = 0;
        int pieces = 0;
        for (int token = 0; token < window.tokens(); token++) {
            int start = window.start(token);
            while (next < words.count() && words.end(next) <= start) {
                next++;
            }
            if (next == words.count() || words.start(next) > start) {
                continue;
            }
            if (rows == 0 || place[rows - 1] != next) {
                average(inputs, rows - 1, pieces);
                inputs[rows] = new float[WEIGHTS.states];
                place[rows++] = next;
                pieces = 0;
            }
            pieces++;
            addPiece(window, token, inputs[rows - 1]);
        }
        average(inputs, rows - 1, pieces);
        float[] scores = rows == 0 ? new float[0] : scores(hidden(inputs, place, rows), rows);
        return new TagScores(scores, place, rows);
    }

    private static void addPiece(EncodedWindow window, int token, float[] sum) {
        int to = 0;
        for (int layer : HeadWeights.LAYERS) {
            float[] states = window.states(layer);
            int at = token * TextEncoder.DIMENSIONS;
            for (int i = 0; i < TextEncoder.DIMENSIONS; i++) {
                sum[to + i] += states[at + i];
            }
            to += TextEncoder.DIMENSIONS;
        }
    }

    private static void average(float[][] inputs, int row, int pieces) {
        if (pieces > 1) {
            float share = 1f / pieces;
            float[] sum = inputs[row];
            for (int i = 0; i < sum.length; i++) {
                sum[i] *= share;
            }
        }
    }

    /// The first layer, with a row for the word before the window at the start and a row of zeros at the end.
    private float[][] hidden(float[][] inputs, int[] place, int rows) {
        float[][] hidden = new float[rows + 2][];
        hidden[0] = before;
        for (int row = 0; row < rows; row++) {
            hidden[row + 1] = WEIGHTS.firstBias.clone();
        }
        hidden[rows + 1] = new float[WEIGHTS.hidden];
        for (int row = 0; row + 1 < rows; row += 2) {
            Products.addTwo(inputs[row], inputs[row + 1], WEIGHTS.first, hidden[row + 1], hidden[row + 2]);
        }
        if (rows % 2 == 1) {
            Products.add(inputs[rows - 1], WEIGHTS.first, 0, hidden[rows]);
        }
        for (int row = 0; row < rows; row++) {
            addTraits(place[row], hidden[row + 1]);
            rectify(hidden[row + 1]);
        }
        before = hidden[rows];
        return hidden;
    }

    private void addTraits(int word, float[] hidden) {
        int traits = Trait.values().length;
        for (int offset = -WEIGHTS.reach; offset <= WEIGHTS.reach; offset++) {
            int other = word + offset;
            if (other < 0 || other >= words.count()) {
                continue;
            }
            int base = WEIGHTS.states + (offset + WEIGHTS.reach) * traits;
            for (long left = words.traits(other); left != 0; left &= left - 1) {
                float[] row = WEIGHTS.first[base + Long.numberOfTrailingZeros(left)];
                for (int i = 0; i < hidden.length; i++) {
                    hidden[i] += row[i];
                }
            }
        }
    }

    private static float[] scores(float[][] hidden, int rows) {
        float[] scores = new float[rows * WEIGHTS.tags];
        for (int row = 0; row < rows; row++) {
            float[] second = WEIGHTS.secondBias.clone();
            for (int beside = 0; beside < 3; beside++) {
                float[] in = hidden[row + beside];
                Products.add(in, WEIGHTS.secondWeights, beside * in.length, second);
            }
            rectify(second);
            float[] last = WEIGHTS.lastBias.clone();
            Products.add(second, WEIGHTS.last, 0, last);
            System.arraycopy(last, 0, scores, row * WEIGHTS.tags, WEIGHTS.tags);
        }
        return scores;
    }

    private static void rectify(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
    }
}
