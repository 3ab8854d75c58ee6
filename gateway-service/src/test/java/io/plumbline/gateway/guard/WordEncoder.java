package io.plumbline.gateway.guard;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TextEncoder.TimeLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// An encoder whose tokens are words, with windows of twelve that are cut as the real one's are. A window's
/// means say 1 when both words of a pair are in it, so that what is seen depends on where a text is cut.
/// Counts what it encodes.
public final class WordEncoder implements TextEncoder {

    private static final int WINDOW = 12;
    private static final Pattern WORD = Pattern.compile("\\S+");

    private final String first;
    private final String second;
    private long encoded;

    public WordEncoder(String first, String second) {
        this.first = first;
        this.second = second;
    }

    /// How many words since this was asked last.
    public long takeEncoded() {
        long taken = encoded;
        encoded = 0;
        return taken;
    }

    @Override
    public Encoding encode(String text, TimeLimit expired) {
        List<MatchResult> words = WORD.matcher(text).results().toList();
        List<Integer> bounds = new ArrayList<>(List.of(0));
        while (bounds.getLast() < words.size()) {
            bounds.add(after(bounds.getLast(), words));
        }
        return new Encoding() {
            @Override
            public int windows() {
                return bounds.size() - 1;
            }

            @Override
            public int start(int window) {
                return words.get(bounds.get(window)).start();
            }

            @Override
            public int end(int window) {
                return words.get(bounds.get(window + 1) - 1).end();
            }

            @Override
            public EncodedWindow window(int window) {
                List<MatchResult> inside = words.subList(bounds.get(window), bounds.get(window + 1));
                encoded += inside.size();
                return new Window(inside, says(text.substring(start(window), end(window))));
            }
        };
    }

    private boolean says(String window) {
        List<String> words = Arrays.asList(window.split("[\\s.]+", -1));
        return words.contains(first) && words.contains(second);
    }

    private static int after(int begin, List<MatchResult> words) {
        if (words.size() <= begin + WINDOW) {
            return words.size();
        }
        for (int at = begin + WINDOW; at > begin + WINDOW / 2; at--) {
            if (words.get(at - 1).group().endsWith(".")) {
                return at;
            }
        }
        return begin + WINDOW;
    }

    private record Window(List<MatchResult> words, boolean says) implements EncodedWindow {
        @Override
        public int tokens() {
            return words.size();
        }

        @Override
        public int start(int token) {
            return words.get(token).start();
        }

        @Override
        public int end(int token) {
            return words.get(token).end();
        }

        @Override
        public boolean continues(int token) {
            return false;
        }

        @Override
        public float[] states(int layer) {
            return new float[words.size() * DIMENSIONS];
        }

        @Override
        public float[] mean(int layer) {
            float[] mean = new float[DIMENSIONS];
            mean[0] = says ? 1 : 0;
            return mean;
        }
    }
}
