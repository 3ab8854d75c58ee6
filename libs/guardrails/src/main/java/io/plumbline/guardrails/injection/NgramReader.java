package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.text.Folding;

/// Reads a text as hashed n-grams: one, two and three words in a row, and three to five characters in a row within
/// a word and its edges. Characters are folded, so that disguises of letters make no difference; punctuation marks
/// are words of one character, ideographs too.
///
/// One pass without allocation. One per text; not thread-safe.
final class NgramReader {

    /// How many n-grams are told apart; more share a bucket.
    static final int BUCKETS = 1 << 18;

    /// Characters of a word that are looked at.
    private static final int LONGEST_WORD = 40;

    private static final int CHECK_MASK = 0x3FFF;
    private static final long WORD = 0x9E3779B97F4A7C15L;
    private static final long PAIR = 0xC2B2AE3D27D4EB4FL;
    private static final long TRIPLE = 0x165667B19E3779F9L;
    private static final long CHARACTERS = 0xD6E8FEB86659FD93L;
    private static final char EDGE = ' ';

    private final Sink sink;
    private long hash;
    private long previous;
    private long beforePrevious;
    private long tail;
    private int length;
    private int start;

    /// Takes what is read.
    interface Sink {
        /// @param bucket 0 to [#BUCKETS]
        void ngram(int bucket);

        /// After the n-grams of each word, by its place in the text.
        void wordEnds(int start, int end);
    }

    NgramReader(Sink sink) {
        this.sink = sink;
    }

    /// @throws Deadline.PastException when the deadline is past
    void read(CharSequence text, Deadline deadline) {
        int units = text.length();
        int i = 0;
        while (i < units) {
            if ((i & CHECK_MASK) == 0) {
                deadline.check();
            }
            char c = text.charAt(i);
            int codePoint = Character.isSurrogate(c) ? Character.codePointAt(text, i) : c;
            int next = i + Character.charCount(codePoint);
            char tagged = Folding.tagged(codePoint);
            char folded = tagged == Folding.INVISIBLE ? Folding.fold(codePoint) : tagged;
            if (folded != Folding.INVISIBLE) {
                character(folded, i, next);
            }
            i = next;
        }
        endWord(units);
    }

    private void character(char folded, int at, int next) {
        if (isIdeograph(folded)) {
            endWord(at);
            letter(folded, at);
            endWord(next);
        } else if (Folding.isWordCharacter(folded)) {
            letter(folded, at);
        } else if (folded != '\'') {
            endWord(at);
            if (folded > ' ' && folded != ',' && folded != '_') {
                letter(folded, at);
                endWord(next);
            }
        }
    }

    /// Han and kana: words are not set apart, so each character counts as one.
    static boolean isIdeograph(char c) {
        return c >= 0x3040 && c <= 0x9FFF;
    }

    private void letter(char c, int at) {
        if (length == 0) {
            start = at;
            tail = EDGE;
        }
        if (length < LONGEST_WORD) {
            hash = (hash ^ c) * WORD;
            characters(c);
        }
        length++;
    }

    private void characters(char c) {
        long fifth = tail >>> 48;
        tail = tail << 16 | c;
        if (length >= 1) {
            ngram((tail & 0xFFFFFFFFFFFFL) * CHARACTERS);
        }
        if (length >= 2) {
            ngram((tail + 1) * CHARACTERS);
        }
        if (length >= 3) {
            ngram((tail * CHARACTERS ^ fifth) * PAIR);
        }
    }

    private void endWord(int at) {
        if (length == 0) {
            return;
        }
        if (length > 1 && length < LONGEST_WORD) {
            characters(EDGE);
        }
        ngram(hash * PAIR);
        ngram((previous * PAIR ^ hash) * TRIPLE);
        ngram(((beforePrevious * PAIR ^ previous) * TRIPLE ^ hash) * PAIR);
        beforePrevious = previous;
        previous = hash;
        sink.wordEnds(start, at);
        hash = 0;
        length = 0;
    }

    private void ngram(long mixed) {
        sink.ngram((int) (mixed >>> 46));
    }
}
