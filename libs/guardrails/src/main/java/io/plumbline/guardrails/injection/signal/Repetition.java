package io.plumbline.guardrails.injection.signal;

import java.util.Arrays;

/// Detects a text that repeats the same few words: up to [#LONGEST] words, repeated over [#FLOOD] words. Reusable
/// for one text after another; not thread-safe.
final class Repetition {

    /// A power of two.
    private static final int LONGEST = 8;

    /// Across ends of sentences, at most this many words count as a flood when repeated.
    private static final int LONGEST_SENTENCE = 3;

    private static final int FLOOD = 48;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final long[] last = new long[LONGEST];
    private final int[] runs = new int[LONGEST + 1];

    /// One byte of each word, the latest last, to rule out at once that this word is among them.
    private long bytes;

    /// One bit for each period with which the words repeat.
    private int repeating;

    private int words;

    /// Begins another text.
    void begin() {
        words = 0;
        repeating = 0;
        Arrays.fill(runs, 0);
    }

    /// Ends a sentence. A repeated sentence, such as a question, is not a flood unless it has only a few words.
    void sentenceEnds() {
        if (repeating != 0) {
            Arrays.fill(runs, LONGEST_SENTENCE + 1, runs.length, 0);
        }
    }

    /// Whether this word, by its hash, makes a flood evident; true once for each flood.
    boolean isFlood(long word) {
        int before = repeating;
        repeating = mayBeKnown(word) ? periods(word) : 0;
        bytes = (bytes << Byte.SIZE) | (word & 0xFF);
        last[words++ & (LONGEST - 1)] = word;
        return (before | repeating) != 0 && isFlood();
    }

    /// Whether one of the bytes is that of the word (Warren, Hacker's Delight, 2nd ed., 6-1): `differing` then
    /// has a zero byte.
    private boolean mayBeKnown(long word) {
        long differing = bytes ^ (word & 0xFF) * ONES;
        return ((differing - ONES) & ~differing & HIGH_BITS) != 0;
    }

    private int periods(long word) {
        int periods = 0;
        int known = Math.min(words, LONGEST);
        for (int period = 1; period <= known; period++) {
            periods |= last[(words - period) & (LONGEST - 1)] == word ? 1 << period : 0;
        }
        return periods;
    }

    private boolean isFlood() {
        boolean flood = false;
        for (int period = 1; period <= LONGEST; period++) {
            runs[period] = (repeating & 1 << period) == 0 ? 0 : runs[period] + 1;
            flood |= runs[period] == FLOOD;
        }
        return flood;
    }
}
