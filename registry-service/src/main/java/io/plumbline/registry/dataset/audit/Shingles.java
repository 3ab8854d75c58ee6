package io.plumbline.registry.dataset.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The runs of three words of a text, and their MinHash signature. Immutable.
///
/// Broder, On the resemblance and containment of documents (1997): the share of equal places of two signatures
/// estimates the Jaccard similarity of their shingles.
final class Shingles {

    /// Bands × rows: texts of a similarity of .8 share a band with a probability of 99.9 %, those of .5 of 64
    /// %.
    static final int BANDS = 16;

    static final int ROWS = 4;
    private static final int LENGTH = BANDS * ROWS;
    private static final int RUN = 3;
    private static final int MAX_WORDS = 500;
    private static final long SEED = 0x9E3779B97F4A7C15L;

    private final long[] shingles;
    private final long[] signature;

    /// @param words as [#words]
    Shingles(List<String> words) {
        int runs = Math.max(1, words.size() - RUN + 1);
        long[] hashes = new long[runs];
        for (int i = 0; i < runs; i++) {
            hashes[i] = hash(String.join(" ", words.subList(i, Math.min(words.size(), i + RUN))));
        }
        this.shingles = Arrays.stream(hashes).sorted().distinct().toArray();
        this.signature = signature(shingles);
    }

    /// Returns the words of a text in lower case, the first 500 at most.
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= lower.length() && words.size() < MAX_WORDS; i++) {
            char c = i < lower.length() ? lower.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        return words;
    }

    private static long[] signature(long[] shingles) {
        long[] signature = new long[LENGTH];
        for (int place = 0; place < LENGTH; place++) {
            long least = Long.MAX_VALUE;
            for (long shingle : shingles) {
                least = Math.min(least, mix(shingle ^ mix(SEED * (place + 1))));
            }
            signature[place] = least;
        }
        return signature;
    }

    /// FNV-1a, then mixed.
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /// The finaliser of SplitMix64.
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// Returns the key of a band, 0 to [#BANDS] - 1.
    long band(int band) {
        long key = SEED * (band + 1);
        for (int i = band * ROWS; i < (band + 1) * ROWS; i++) {
            key = mix(key ^ signature[i]);
        }
        return key;
    }

    /// Returns the Jaccard similarity of the shingles, exactly: 0 to 1.
    double similarity(Shingles other) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < shingles.length && j < other.shingles.length) {
            int order = Long.compare(shingles[i], other.shingles[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return (double) common / (shingles.length + other.shingles.length - common);
    }
}
