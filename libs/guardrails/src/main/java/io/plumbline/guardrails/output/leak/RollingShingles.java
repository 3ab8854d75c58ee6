package io.plumbline.guardrails.output.leak;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.text.Folding;

/// The runs of [#WORDS] words of a text, each as a rolling hash. Case, punctuation, quotes, accents and invisible
/// characters are ignored. Also reads a text backwards, or with its letters rotated by thirteen places. One per
/// text; not thread-safe.
final class RollingShingles {

    static final int WORDS = 5;

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final long BASE = 0x9E3779B97F4A7C15L;
    private static final long BASE_POWER = power(BASE, WORDS);
    private static final int CHECK_MASK = 0x3FFF;

    private final CharSequence text;
    private final Reading reading;
    private final Sink sink;
    private final long[] hashes = new long[WORDS];
    private final int[] places = new int[WORDS];
    private int count;
    private long rolled;

    /// How to read a text.
    enum Reading {
        PLAIN,
        ROTATED,
        BACKWARDS
    }

    /// Receives the shingles.
    interface Sink {
        /// @param first a position in the first word
        /// @param last a position in the last word, before the first one if the text is read backwards
        void shingle(long hash, int first, int last);
    }

    private RollingShingles(CharSequence text, Reading reading, Sink sink) {
        this.text = text;
        this.reading = reading;
        this.sink = sink;
    }

    private static long power(long base, int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }

    /// @throws Deadline.PastException when the deadline is past
    static void of(CharSequence text, Reading reading, Deadline deadline, Sink sink) {
        new RollingShingles(text, reading, sink).read(deadline);
    }

    private void read(Deadline deadline) {
        int length = text.length();
        boolean backwards = reading == Reading.BACKWARDS;
        long word = OFFSET;
        int letters = 0;
        int place = 0;
        for (int n = 0; n < length; n++) {
            if ((n & CHECK_MASK) == CHECK_MASK) {
                deadline.check();
            }
            int i = backwards ? length - 1 - n : n;
            char c = fold(text.charAt(i));
            if (c == Folding.INVISIBLE || c == '\'') {
                continue;
            }
            if (isLetterOrDigit(c)) {
                boolean ideograph = c >= 0x3040 && c <= 0x9FFF;
                if (ideograph && letters > 0) {
                    word(word, place, place);
                    letters = 0;
                    word = OFFSET;
                }
                word = (word ^ (reading == Reading.ROTATED ? rotated(c) : c)) * PRIME;
                place = letters++ == 0 ? i : place;
                if (!ideograph) {
                    continue;
                }
            }
            if (letters > 0) {
                word(word, place, i);
                letters = 0;
                word = OFFSET;
            }
        }
        if (letters > 0) {
            word(word, place, backwards ? 0 : length);
        }
    }

    private static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
        }
        return c == '\u2019' || c == '\u2018' || Character.isSurrogate(c) ? '\'' : Folding.fold(c);
    }

    private static boolean isLetterOrDigit(char c) {
        return c < 128 ? (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') : Character.isLetterOrDigit(c);
    }

    private static char rotated(char c) {
        return c >= 'a' && c <= 'z' ? (char) ('a' + (c - 'a' + 13) % 26) : c;
    }

    private void word(long hash, int start, int end) {
        int slot = count % WORDS;
        long oldest = hashes[slot];
        rolled = rolled * BASE + hash - (count >= WORDS ? oldest * BASE_POWER : 0);
        hashes[slot] = hash;
        places[slot] = start;
        count++;
        if (count >= WORDS) {
            sink.shingle(rolled, places[count % WORDS], end);
        }
    }
}
