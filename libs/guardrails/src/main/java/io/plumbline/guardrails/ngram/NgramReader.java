package io.plumbline.guardrails.ngram;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.text.Folding;

/// Reads a text as hashed n-grams: of one to three consecutive words, and of three to five consecutive characters
/// within a word and its edges. Characters are folded; disguised letters therefore make no difference.
/// Punctuation marks are words of one character, and so are ideographs.
///
/// One pass without allocation; reusable for another text. Not thread-safe.
public final class NgramReader {

    /// The number of buckets; n-grams beyond it share one.
    public static final int BUCKETS = 1 << 18;

    /// The number of n-grams that end in a word and begin with words before it.
    public static final int WITH_WORDS_BEFORE = 2;

    /// The maximum number of characters read of a word.
    private static final int LONGEST_WORD = 40;

    /// The n-grams of each character and the edge after them, and of the word itself.
    private static final int MOST_OF_A_WORD = 3 * (LONGEST_WORD + 1) + 3;

    private static final int ASCII = 128;
    private static final int CHECK_EVERY = 0x4000;
    private static final long WORD = 0x9E3779B97F4A7C15L;
    private static final long PAIR = 0xC2B2AE3D27D4EB4FL;
    private static final long TRIPLE = 0x165667B19E3779F9L;
    private static final long CHARACTERS = 0xD6E8FEB86659FD93L;
    private static final long LAST_THREE = 0xFFFFFFFFFFFFL;
    private static final char EDGE = ' ';

    private final Sink sink;
    private final int[] buckets = new int[MOST_OF_A_WORD];
    private int count;
    private long hash;
    private long previous;
    private long beforePrevious;
    private long tail;
    private int length;
    private int start;
    private CharSequence text = "";

    /// The end of the plain letters and digits that form the word so far and whose n-grams have not been
    /// reported; -1 if there are none.
    private int untoldTo;

    /// Receives the n-grams, word by word.
    public interface Sink {
        /// Whether the sink knows the n-grams of a word alone; called before a word of plain letters and digits.
        /// If it does, it receives only those with the words before it.
        ///
        /// @param word its hash
        /// @param length its length
        default boolean knows(long word, int length) {
            return false;
        }

        /// @param hash of the word
        /// @param buckets one for each n-gram, from 0 to [#BUCKETS], the two with the words before it
        ///     last; must not be retained
        /// @param count the number of n-grams
        /// @param start the word's position in the text
        void word(long hash, int[] buckets, int count, int start, int end);
    }

    public NgramReader(Sink sink) {
        this.sink = sink;
    }

    /// Reads part of a text, which splits no surrogate pair, without its surroundings.
    ///
    /// @throws Deadline.PastException when the deadline is past
    public void read(CharSequence ofText, int from, int to, Deadline deadline) {
        begin(ofText);
        int check = from;
        int i = from;
        while (i < to) {
            if (i >= check) {
                deadline.check();
                check = i + CHECK_EVERY;
            }
            char c = text.charAt(i);
            if (c >= ASCII) {
                i = other(i);
            } else if (Folding.plain(c) != Folding.INVISIBLE) {
                i = letters(i, Math.min(to, check));
            } else {
                sign(c == 0 ? EDGE : c, i, i + 1);
                i++;
            }
        }
        endWord(to);
    }

    /// Releases the text.
    public void forget() {
        begin("");
    }

    private void begin(CharSequence ofText) {
        text = ofText;
        previous = 0;
        beforePrevious = 0;
        hash = 0;
        length = 0;
        count = 0;
        untoldTo = -1;
    }

    /// Reads plain letters and digits, the bulk of most texts.
    private int letters(int from, int to) {
        if (length > 0) {
            letter(Folding.plain(text.charAt(from)), from);
            return from + 1;
        }
        long word = 0;
        int i = from;
        while (i < to) {
            char folded = Folding.plain(text.charAt(i));
            if (folded == Folding.INVISIBLE) {
                break;
            }
            word = i - from < LONGEST_WORD ? (word ^ folded) * WORD : word;
            i++;
        }
        hash = word;
        length = i - from;
        start = from;
        untoldTo = i;
        return i;
    }

    /// Reports the n-grams of the word so far, if that has not been done.
    private void tell() {
        if (untoldTo < 0) {
            return;
        }
        int last = Math.min(untoldTo, start + LONGEST_WORD);
        untoldTo = -1;
        tail = EDGE;
        for (int i = start; i < last; i++) {
            add(Folding.plain(text.charAt(i)), i - start);
        }
    }

    private int other(int at) {
        int codePoint = Character.codePointAt(text, at);
        int next = at + Character.charCount(codePoint);
        char tagged = Folding.tagged(codePoint);
        char folded = tagged == Folding.INVISIBLE ? Folding.fold(codePoint) : tagged;
        if (isIdeograph(folded)) {
            endWord(at);
            letter(folded, at);
            endWord(next);
        } else if (folded != Folding.INVISIBLE && Folding.isWordCharacter(folded)) {
            letter(folded, at);
        } else if (folded != Folding.INVISIBLE) {
            sign(folded, at, next);
        }
        return next;
    }

    private void sign(char folded, int at, int next) {
        if (folded == '\'') {
            return;
        }
        endWord(at);
        if (folded > ' ' && folded != ',' && folded != '_') {
            letter(folded, at);
            endWord(next);
        }
    }

    /// Han and kana have no spaces between words; each character counts as a word.
    public static boolean isIdeograph(char c) {
        return c >= 0x3040 && c <= 0x9FFF;
    }

    private void letter(char c, int at) {
        tell();
        if (length == 0) {
            start = at;
            tail = EDGE;
        }
        if (length < LONGEST_WORD) {
            hash = (hash ^ c) * WORD;
            add(c, length);
        }
        length++;
    }

    /// @param before the number of characters of the word before this one
    private void add(char c, int before) {
        long fifth = tail >>> 48;
        tail = tail << 16 | c;
        if (before >= 1) {
            ngram((tail & LAST_THREE) * CHARACTERS);
        }
        if (before >= 2) {
            ngram((tail + 1) * CHARACTERS);
        }
        if (before >= 3) {
            ngram((tail * CHARACTERS ^ fifth) * PAIR);
        }
    }

    private void endWord(int at) {
        if (length == 0) {
            return;
        }
        if (untoldTo < 0 || !sink.knows(hash, length)) {
            tell();
            if (length > 1 && length < LONGEST_WORD) {
                add(EDGE, length);
            }
            ngram(hash * PAIR);
        }
        buckets[count++] = pair(previous, hash);
        buckets[count++] = triple(beforePrevious, previous, hash);
        beforePrevious = previous;
        previous = hash;
        sink.word(hash, buckets, count, start, at);
        hash = 0;
        length = 0;
        count = 0;
        untoldTo = -1;
    }

    private void ngram(long mixed) {
        buckets[count++] = bucket(mixed);
    }

    /// The bucket of a word after another, by their hashes; 0 for none.
    public static int pair(long previous, long word) {
        return bucket((previous * PAIR ^ word) * TRIPLE);
    }

    /// The same of a word after two others.
    public static int triple(long beforePrevious, long previous, long word) {
        return bucket(((beforePrevious * PAIR ^ previous) * TRIPLE ^ word) * PAIR);
    }

    private static int bucket(long mixed) {
        return (int) (mixed >>> 46);
    }
}
