package io.plumbline.guardrails.names;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import java.util.Arrays;
import java.util.List;

/// The network that reads names from the encoder's vectors: for each word the mean of its pieces' vectors after three
/// inner layers, with the traits of the words around it; a hidden layer; a second one that also sees the words
/// beside; a score for each tag. About 200,000 multiplications a word, well under a millisecond a window.
///
/// Immutable and thread-safe.
final class NameHead {

    private static final HeadWeights WEIGHTS = HeadWeights.load();

    private final Words words;
    private final List<Mention> found;

    /// The hidden values of the last word of the window before.
    private float[] before = new float[WEIGHTS.hidden];

    private NameHead(Words words, List<Mention> found) {
        this.words = words;
        this.found = found;
    }

    /// Reads the windows of a text one by one.
    ///
    /// @param persons where to write, for each word, how probable it is that it is part of a person's name
    static void read(Words words, Encoding encoding, List<Mention> found, float[] persons) {
        NameHead head = new NameHead(words, found);
        int word = 0;
        for (int i = 0; i < encoding.windows(); i++) {
            word = head.window(encoding.window(i), word, persons);
        }
    }

    private int window(EncodedWindow window, int from, float[] persons) {
        int[] place = new int[window.tokens()];
        float[] inputs = new float[window.tokens() * WEIGHTS.states];
        int next = from;
        int rows = 0;
        int pieces = 0;
        for (int token = 0; token < window.tokens(); token++) {
            int start = window.start(token);
            int word = next;
            while (word < words.count() && words.end(word) <= start) {
                word++;
            }
            if (word == words.count() || words.start(word) > start) {
                next = word;
                continue;
            }
            if (rows == 0 || place[rows - 1] != word) {
                average(inputs, rows - 1, pieces);
                place[rows++] = word;
                pieces = 0;
            }
            pieces++;
            addPiece(window, token, inputs, (rows - 1) * WEIGHTS.states);
            next = word;
        }
        average(inputs, rows - 1, pieces);
        if (rows > 0) {
            float[] scores = scores(hidden(inputs, place, rows), rows);
            TagPath.read(scores, place, rows, found, persons);
        }
        return next;
    }

    private static void addPiece(EncodedWindow window, int token, float[] inputs, int row) {
        int to = row;
        for (int layer : HeadWeights.LAYERS) {
            float[] states = window.states(layer);
            int at = token * TextEncoder.DIMENSIONS;
            for (int i = 0; i < TextEncoder.DIMENSIONS; i++) {
                inputs[to + i] += states[at + i];
            }
            to += TextEncoder.DIMENSIONS;
        }
    }

    private static void average(float[] inputs, int row, int pieces) {
        if (pieces > 1) {
            float share = 1f / pieces;
            for (int i = row * WEIGHTS.states; i < (row + 1) * WEIGHTS.states; i++) {
                inputs[i] *= share;
            }
        }
    }

    /// The first layer, with a row for the word before the window in front.
    private float[] hidden(float[] inputs, int[] place, int rows) {
        int size = WEIGHTS.hidden;
        float[] hidden = new float[(rows + 2) * size];
        System.arraycopy(before, 0, hidden, 0, size);
        for (int row = 0; row < rows; row++) {
            int at = (row + 1) * size;
            System.arraycopy(WEIGHTS.firstBias, 0, hidden, at, size);
            addProduct(inputs, row * WEIGHTS.states, WEIGHTS.states, WEIGHTS.first, hidden, at, size);
            addTraits(place[row], hidden, at);
            rectify(hidden, at, size);
        }
        before = Arrays.copyOfRange(hidden, rows * size, (rows + 1) * size);
        return hidden;
    }

    private void addTraits(int word, float[] hidden, int at) {
        int size = WEIGHTS.hidden;
        int traits = Trait.values().length;
        for (int offset = -WEIGHTS.reach; offset <= WEIGHTS.reach; offset++) {
            int other = word + offset;
            if (other < 0 || other >= words.count()) {
                continue;
            }
            int base = WEIGHTS.states + (offset + WEIGHTS.reach) * traits;
            for (long left = words.traits(other); left != 0; left &= left - 1) {
                int row = (base + Long.numberOfTrailingZeros(left)) * size;
                for (int i = 0; i < size; i++) {
                    hidden[at + i] += WEIGHTS.first[row + i];
                }
            }
        }
    }

    private float[] scores(float[] hidden, int rows) {
        float[] scores = new float[rows * WEIGHTS.tags];
        float[] second = new float[WEIGHTS.second];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(WEIGHTS.secondBias, 0, second, 0, WEIGHTS.second);
            int from = row * WEIGHTS.hidden;
            addProduct(hidden, from, 3 * WEIGHTS.hidden, WEIGHTS.secondWeights, second, 0, WEIGHTS.second);
            rectify(second, 0, WEIGHTS.second);
            System.arraycopy(WEIGHTS.lastBias, 0, scores, row * WEIGHTS.tags, WEIGHTS.tags);
            addProduct(second, 0, WEIGHTS.second, WEIGHTS.last, scores, row * WEIGHTS.tags, WEIGHTS.tags);
        }
        return scores;
    }

    /// Adds inputs times weights, four inputs at a time, in a loop that the compiler turns into vector instructions.
    private static void addProduct(float[] in, int from, int count, float[] weights, float[] out, int to, int size) {
        for (int i = 0; i < count; i += 4) {
            float a = in[from + i];
            float b = in[from + i + 1];
            float c = in[from + i + 2];
            float d = in[from + i + 3];
            int row = i * size;
            for (int j = 0; j < size; j++) {
                out[to + j] += a * weights[row + j]
                        + b * weights[row + size + j]
                        + c * weights[row + 2 * size + j]
                        + d * weights[row + 3 * size + j];
            }
        }
    }

    private static void rectify(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            values[i] = Math.max(0, values[i]);
        }
    }
}
