package io.plumbline.guardrails.injection.ngram;

import io.plumbline.guardrails.ngram.NgramReader;
import java.util.Arrays;

/// The weight of the n-grams of a text, word by word, so that a part of the text can be weighed without reading
/// it again. Reusable for one text after another; not thread-safe.
final class WeighedWords {

    private static final int FEW = 512;

    /// Buffers for longer texts are not kept.
    private static final int MOST_KEPT = 8_192;

    /// For each word [#START] and so on.
    private static final int FACTS = 5;

    private static final int START = 0;
    private static final int END = 1;
    private static final int WEIGHT = 2;
    private static final int SIZE = 3;
    private static final int WITH_BEFORE = 4;

    private long[] hashes = new long[FEW];
    private int[] facts = new int[FEW * FACTS];
    private int count;

    /// Weighs an n-gram by its bucket.
    interface Weights {
        int of(int bucket);
    }

    /// Begins another text.
    void clear() {
        count = 0;
        if (hashes.length > MOST_KEPT) {
            hashes = new long[FEW];
            facts = new int[FEW * FACTS];
        }
    }

    /// @param weight     of the n-grams of the word alone
    /// @param size       the number of its n-grams
    /// @param withBefore the weight of the two that begin with the words before it
    void add(long hash, int start, int end, int weight, int size, int withBefore) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
            facts = Arrays.copyOf(facts, 2 * count * FACTS);
        }
        int at = count * FACTS;
        facts[at + START] = start;
        facts[at + END] = end;
        facts[at + WEIGHT] = weight;
        facts[at + SIZE] = size;
        facts[at + WITH_BEFORE] = withBefore;
        hashes[count++] = hash;
    }

    /// Weighs some words as if no others preceded them.
    void weigh(int from, int to, Weights weights, NgramWindows into) {
        into.begin();
        for (int i = from; i < to; i++) {
            int at = i * FACTS;
            int withBefore = i < from + 2 ? withoutBefore(from, i, weights) : facts[at + WITH_BEFORE];
            into.word(
                    facts[at + WEIGHT] + withBefore,
                    facts[at + SIZE] + NgramReader.WITH_WORDS_BEFORE,
                    facts[at + START],
                    facts[at + END]);
        }
    }

    /// The first two words have fewer than two before them.
    private int withoutBefore(int from, int word, Weights weights) {
        long previous = word > from ? hashes[from] : 0;
        return weights.of(NgramReader.pair(previous, hashes[word]))
                + weights.of(NgramReader.triple(0, previous, hashes[word]));
    }
}
