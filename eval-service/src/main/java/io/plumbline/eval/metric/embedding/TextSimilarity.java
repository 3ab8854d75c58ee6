package io.plumbline.eval.metric.embedding;

import io.plumbline.embeddings.SequenceEncoder;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TokenSequence;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The encoder's similarity of two texts, shared by all metrics. Thread-safe.
///
/// Encoding a pair takes from a few milliseconds to a quarter of a second, and gates are scored again whenever
/// they are read, so results are cached for tens of thousands of pairs, by digest and without text.
final class TextSimilarity {

    private static final int SHORTEST = 2;

    private final SequenceEncoder encoder;
    private final Map<ByteBuffer, Similarity> found = new Kept();

    TextSimilarity(SequenceEncoder encoder) {
        this.encoder = encoder;
    }

    /// @param layer the layer of the compared vectors
    Similarity of(String hypothesis, String reference, int layer) {
        TokenSequence left = encoder.tokens(hypothesis);
        TokenSequence right = encoder.tokens(reference);
        ByteBuffer key = digest(left, right, layer);
        synchronized (found) {
            Similarity known = found.get(key);
            if (known != null) {
                return known;
            }
        }
        Similarity similarity = of(left, right, layer, TokenWeights.EQUAL);
        synchronized (found) {
            found.put(key, similarity);
        }
        return similarity;
    }

    /// Returns the similarity with weighted tokens.
    Similarity of(String hypothesis, String reference, int layer, TokenWeights weights) {
        return of(encoder.tokens(hypothesis), encoder.tokens(reference), layer, weights);
    }

    private Similarity of(TokenSequence left, TokenSequence right, int layer, TokenWeights weights) {
        if (left.size() <= SHORTEST || right.size() <= SHORTEST) {
            return Similarity.NONE;
        }
        GreedyMatching matching =
                new GreedyMatching(encoder.states(left, layer), encoder.states(right, layer), TextEncoder.DIMENSIONS);
        return new Similarity(weights.mean(left, matching.left), weights.mean(right, matching.right));
    }

    /// Returns token weights by their rarity in these texts.
    TokenWeights weights(List<String> references) {
        List<TokenSequence> tokens = new ArrayList<>(references.size());
        references.forEach(reference -> tokens.add(encoder.tokens(reference)));
        return TokenWeights.inverseFrequency(tokens);
    }

    private static ByteBuffer digest(TokenSequence left, TokenSequence right, int layer) {
        ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * (left.size() + right.size() + 2));
        numbers.putInt(layer).putInt(left.size());
        for (int i = 0; i < left.size(); i++) {
            numbers.putInt(left.id(i));
        }
        for (int i = 0; i < right.size(); i++) {
            numbers.putInt(right.id(i));
        }
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(numbers.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The most recent pairs.
    private static final class Kept extends LinkedHashMap<ByteBuffer, Similarity> {

        private static final long serialVersionUID = 1L;
        private static final int PAIRS = 1 << 15;

        private Kept() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Similarity> eldest) {
            return size() > PAIRS;
        }
    }
}
