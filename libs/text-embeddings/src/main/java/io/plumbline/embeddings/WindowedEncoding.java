package io.plumbline.embeddings;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/// The windows of a text, each encoded on demand. Encoded windows are kept for later callers while memory lasts:
/// a window's vectors take a megabyte, and there may be many long texts at once.
final class WindowedEncoding implements Encoding {

    private final WordPieces tokens;
    private final int[] bounds;
    private final Function<long[], float[][]> model;
    private final List<SoftReference<TokenWindow>> kept;

    /// @param model computes the vectors of a sequence of tokens after each layer
    WindowedEncoding(String text, WordPieces tokens, Function<long[], float[][]> model) {
        this.tokens = tokens;
        this.bounds = WindowCuts.of(text, tokens);
        this.model = model;
        this.kept = new ArrayList<>(Collections.nCopies(windows(), new SoftReference<>(null)));
    }

    @Override
    public int windows() {
        return bounds.length - 1;
    }

    @Override
    public int start(int window) {
        return tokens.start(bounds[window]);
    }

    @Override
    public int end(int window) {
        return tokens.end(bounds[window + 1] - 1);
    }

    @Override
    public EncodedWindow window(int window) {
        TokenWindow found = kept.get(window).get();
        if (found == null) {
            found = encode(bounds[window], bounds[window + 1]);
            kept.set(window, new SoftReference<>(found));
        }
        return found;
    }

    private TokenWindow encode(int from, int to) {
        return new TokenWindow(tokens, from, to, model.apply(MiniLmEncoder.sequence(tokens, from, to)));
    }

    private static final class TokenWindow implements EncodedWindow {
        private final WordPieces tokens;
        private final int from;
        private final int to;
        private final float[][] layers;
        private final float[][] means = new float[TextEncoder.LAYERS][];
        private final boolean[] stripped = new boolean[TextEncoder.LAYERS];

        /// @param layers including the vectors of the special tokens
        private TokenWindow(WordPieces tokens, int from, int to, float[][] layers) {
            this.tokens = tokens;
            this.from = from;
            this.to = to;
            this.layers = layers;
            for (int layer = 0; layer < layers.length; layer++) {
                means[layer] = mean(layers[layer]);
            }
        }

        private static float[] mean(float[] vectors) {
            float[] mean = new float[TextEncoder.DIMENSIONS];
            for (int at = 0; at < vectors.length; at += mean.length) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += vectors[at + i];
                }
            }
            float count = (float) vectors.length / mean.length;
            for (int i = 0; i < mean.length; i++) {
                mean[i] /= count;
            }
            return mean;
        }

        @Override
        public int tokens() {
            return to - from;
        }

        @Override
        public int start(int token) {
            return tokens.start(from + token);
        }

        @Override
        public int end(int token) {
            return tokens.end(from + token);
        }

        @Override
        public boolean continues(int token) {
            return tokens.continues(from + token);
        }

        @Override
        public float[] states(int layer) {
            int i = layer - 1;
            if (!stripped[i]) {
                int special = TextEncoder.DIMENSIONS;
                layers[i] = Arrays.copyOfRange(layers[i], special, layers[i].length - special);
                stripped[i] = true;
            }
            return layers[i];
        }

        @Override
        public float[] mean(int layer) {
            return means[layer - 1];
        }
    }
}
