package io.plumbline.embeddings;

import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An encoder that reuses windows that it has encoded before, in the same text or in another: their means, while
/// memory lasts, of the first [#MOST] windows. Vectors of single tokens take a hundred times as much and are
/// recomputed.
///
/// For example for one answer that is inspected while it grows and once more when it is complete. Not
/// thread-safe.
public final class WindowMemory implements TextEncoder {

    /// The number of remembered windows: more than any detector that uses means inspects.
    static final int MOST = 64;

    private final TextEncoder encoder;
    private final Map<String, SoftReference<float[][]>> known = new HashMap<>();

    public WindowMemory(TextEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public boolean isAvailable() {
        return encoder.isAvailable();
    }

    @Override
    public Encoding encode(String text, TimeLimit expired) {
        return new Recalled(text, encoder.encode(text, expired));
    }

    private final class Recalled implements Encoding {

        private final String text;
        private final Encoding vectors;

        private Recalled(String text, Encoding vectors) {
            this.text = text;
            this.vectors = vectors;
        }

        @Override
        public int windows() {
            return vectors.windows();
        }

        @Override
        public int start(int window) {
            return vectors.start(window);
        }

        @Override
        public int end(int window) {
            return vectors.end(window);
        }

        @Override
        public EncodedWindow window(int window) {
            String key = key(window);
            if (key == null) {
                return vectors.window(window);
            }
            SoftReference<float[][]> held = known.get(key);
            float[][] means = held == null ? null : held.get();
            if (means != null) {
                return new KnownWindow(vectors, window, means);
            }
            EncodedWindow encoded = vectors.window(window);
            if (held != null || known.size() < MOST) {
                known.put(key, new SoftReference<>(meansOf(encoded)));
            }
            return encoded;
        }

        /// The text between the window's ends; null for a window that begins or ends within a word, because its
        /// pieces are not those of the same letters elsewhere.
        private @Nullable String key(int window) {
            int start = vectors.start(window);
            int end = vectors.end(window);
            boolean cut = isWithinWord(start) || isWithinWord(end);
            return cut ? null : text.substring(start, end);
        }

        private boolean isWithinWord(int at) {
            return at > 0
                    && at < text.length()
                    && isOfAWord(text.codePointBefore(at))
                    && isOfAWord(text.codePointAt(at));
        }

        /// Ideographs are tokens of their own.
        private static boolean isOfAWord(int c) {
            return Character.isLetterOrDigit(c) && !Character.isIdeographic(c);
        }
    }

    private static float[][] meansOf(EncodedWindow window) {
        float[][] means = new float[LAYERS][];
        for (int layer = 1; layer <= LAYERS; layer++) {
            means[layer - 1] = window.mean(layer);
        }
        return means;
    }

    /// A window that is encoded again only if more than its means is needed.
    private static final class KnownWindow implements EncodedWindow {

        private final Encoding vectors;
        private final int window;
        private final float[][] means;
        private @Nullable EncodedWindow encoded;

        private KnownWindow(Encoding vectors, int window, float[][] means) {
            this.vectors = vectors;
            this.window = window;
            this.means = means;
        }

        private EncodedWindow encoded() {
            if (encoded == null) {
                encoded = vectors.window(window);
            }
            return encoded;
        }

        @Override
        public float[] mean(int layer) {
            return means[layer - 1];
        }

        @Override
        public int tokens() {
            return encoded().tokens();
        }

        @Override
        public int start(int token) {
            return encoded().start(token);
        }

        @Override
        public int end(int token) {
            return encoded().end(token);
        }

        @Override
        public boolean continues(int token) {
            return encoded().continues(token);
        }

        @Override
        public float[] states(int layer) {
            return encoded().states(layer);
        }
    }
}
