package io.plumbline.guardrails.ngram;

import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.text.Folding;

/// Reads a text as hashed n-grams: one, two and three words in a row, and three to five characters in a row within
/// a word and its edges. Characters are folded, so that disguises of letters make no difference; punctuation marks
/// are words of one character, ideographs too.
///
/// One pass without allocation; may be used again for another text. Not thread-safe.
public final class NgramReader {

    /// How many n-grams are told apart; more share a bucket.
    public static final int BUCKETS = 1 << 18;

    /// How many n-grams a word is the end of that begin with words before it.
    public static final int WITH_WORDS_BEFORE = 2;

    /// Characters of a word that are looked at.
    private static final int LONGEST_WORD = 40;

    /// Of each character and the edge behind them, and of the word itself.
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

    /// Where the plain letters and digits end that are the word so far, and whose n-grams have not been
    /// told; -1 where there are none.
    private int untoldTo;

    /// Takes what is read, word by word.
    public interface Sink {
        /// Whether it knows the n-grams of a word by itself, which is asked before a word of plain letters
        /// and digits: then only those with the words before it are told.
        ///
        /// @param word its hash
        /// @param length its length
        default boolean knows(long word, int length) {
            return false;
        }

        /// @param hash of the word
        /// @param buckets one for each n-gram, from 0 to [#BUCKETS], the two with the words before it last;
        ///     not to be kept
        /// @param count how many n-grams there are
        /// @param start the word's place in the text
        void word(long hash, int[] buckets, int count, int start, int end);
    }

    public NgramReader(Sink sink) {
        this.sink = sink;
    }

    /// Reads part of a text, which cuts no pair of surrogates, as if nothing stood around it.
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

    /// Lets go of the text.
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

    /// Reads on while there are plain letters and digits, which is what most texts are made of.
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

    /// Tells the n-grams of the word so far, if that has not been done.
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

    /// Han and kana: words are not set apart, so each character counts as one.
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

    /// @param before how many characters the word had before this one
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
