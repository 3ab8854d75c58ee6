package io.plumbline.eval.metric;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The scores of the 32,768 most recent pairs, by digest and without text: for slow metrics, since a gate is
/// scored again whenever it is read. Thread-safe.
public final class ScoreMemory {

    private static final int PAIRS = 1 << 15;

    private final Map<ByteBuffer, Double> scores = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Double> eldest) {
            return size() > PAIRS;
        }
    };

    /// Returns the score; NaN if unknown.
    public double of(TextPair pair) {
        ByteBuffer key = digest(pair);
        synchronized (scores) {
            return scores.getOrDefault(key, Double.NaN);
        }
    }

    public void keep(TextPair pair, double score) {
        ByteBuffer key = digest(pair);
        synchronized (scores) {
            scores.put(key, score);
        }
    }

    private static ByteBuffer digest(TextPair pair) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, pair.hypothesis());
            pair.references().forEach(reference -> add(digest, reference));
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}
