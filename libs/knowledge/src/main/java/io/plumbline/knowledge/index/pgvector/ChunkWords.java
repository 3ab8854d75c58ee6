package io.plumbline.knowledge.index.pgvector;

import io.plumbline.knowledge.index.IndexLanguage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// The words of texts as numbers, which differ between indexes, and their weights by BM25 (Robertson and Zaragoza,
/// 2009,
/// with k1 = 1.2 and b = .75). Of all chunks the length is compared with [#USUAL_LENGTH] instead of their mean, so that
/// a weight never changes. Thread-safe.
final class ChunkWords {

    /// The largest number of a word, and the dimensions of the vectors of weights.
    static final int NUMBERS = 1_000_000_000;

    /// The most different words of a chunk: what pgvector stores in a sparse vector.
    static final int MOST_DIFFERENT = 16_000;

    private static final double K1 = 1.2;
    private static final double B = .75;
    private static final double USUAL_LENGTH = 100;

    private final Analyzer analyzer;
    private final long seed;

    ChunkWords(UUID index, IndexLanguage language) {
        this.analyzer = language.analyzer();
        this.seed = mixed(index.getMostSignificantBits() ^ Long.rotateLeft(index.getLeastSignificantBits(), 32));
    }

    /// The words of a text in their order, as numbers.
    List<Integer> words(String text) {
        List<Integer> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("words", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(number(term.toString()));
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
        return words;
    }

    /// The number of a word: 64 bits of FNV-1a, mixed, of which the lowest are used.
    private int number(String word) {
        long hash = 0xCBF29CE484222325L ^ seed;
        for (byte each : word.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xFF)) * 0x100000001B3L;
        }
        return (int) Math.floorMod(mixed(hash), (long) NUMBERS) + 1;
    }

    /// Returns a number whose every bit depends on every bit (the finalizer of MurmurHash3).
    private static long mixed(long number) {
        long hash = (number ^ (number >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return hash ^ (hash >>> 33);
    }

    /// The weight of each word of a chunk, without the word's rarity.
    ///
    /// @throws IllegalArgumentException when it has too many different words
    static Map<Integer, Double> weights(List<Integer> words) {
        Map<Integer, Double> counts = new TreeMap<>();
        words.forEach(word -> counts.merge(word, 1.0, Double::sum));
        if (counts.size() > MOST_DIFFERENT) {
            throw new IllegalArgumentException("A chunk has at most %,d different words".formatted(MOST_DIFFERENT));
        }
        double length = 1 - B + B * words.size() / USUAL_LENGTH;
        DoubleUnaryOperator weight = count -> count * (K1 + 1) / (count + K1 * length);
        counts.replaceAll((_, count) -> weight.applyAsDouble(count));
        return counts;
    }

    /// The weight of a word of a query: its rarity among the chunks.
    static double rarity(long chunks, long having) {
        return Math.log(1 + (Math.max(chunks, having) - having + .5) / (having + .5));
    }

    /// The text of a sparse vector of pgvector.
    static String sparse(Map<Integer, Double> weights) {
        return weights.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue().floatValue())
                .collect(Collectors.joining(",", "{", "}/" + NUMBERS));
    }
}
