package io.plumbline.personaldata.scan.context;

import io.plumbline.personaldata.text.Chars;
import java.util.ArrayList;
import java.util.List;

/// Reads the words near a position, folded as [ContextWords] compares them.
public final class Vicinity {

    /// The number of words before a span among which its context may stand.
    public static final int NEAREST = 6;

    /// The number of words among which an announcing word must stand.
    public static final int RIGHT_BEFORE = 2;

    /// The number of words among which its label must end.
    public static final int LABEL = 3;

    /// The number of words that are read; more than the nearest, because a phrase may begin before them.
    static final int WORDS = 9;

    /// The number of characters after a span that are read.
    public static final int AHEAD = 24;

    private static final int BEHIND = 80;

    /// `No.` and `Nr.` do not end a sentence.
    private static final int LONGEST_ABBREVIATION = 4;

    private static final String GAP = " \t\"'`:=#.№";
    private static final int LONGEST_GAP = 6;
    private static final int WORDS_AFTER = 3;

    private Vicinity() {}

    /// The last words before a position, the nearest first.
    public static Word[] wordsBefore(CharSequence text, int place) {
        return wordsBefore(text, place, place - BEHIND, WORDS);
    }

    /// Whether a phrase may end among the last words before a position.
    public static boolean mayEndBefore(CharSequence text, int place, ContextWords phrases, int nearest) {
        int limit = Math.max(0, place - BEHIND);
        int end = lastWordEnd(text, place, limit);
        for (int word = 0; word < nearest && end > limit; word++) {
            int start = wordStart(text, end, limit);
            if (phrases.mayEndWith(text, start, end)) {
                return true;
            }
            end = lastWordEnd(text, start, limit);
        }
        return false;
    }

    /// The number of words before a position in the same context: after the last digit; within a sentence also
    /// after its beginning and the last blank line, and of the previous line only the word that ends it directly
    /// before the position.
    public static int sinceCut(CharSequence text, int place, Word[] words, boolean inSentence) {
        int limit = Math.max(0, place - BEHIND);
        int end = place;
        for (int word = 0; word < words.length; word++) {
            int wordEnd = lastWordEnd(text, end, limit);
            if (hasDigit(text, wordEnd, end)
                    || (inSentence
                            && isCut(text, wordEnd, end, words[word].text().length(), word == 0 ? 1 : 0))) {
                return word;
            }
            end = wordEnd - words[word].text().length();
        }
        return words.length;
    }

    private static boolean hasDigit(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Chars.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// @param before the length of the word before
    /// @param lines how many line ends do not separate
    private static boolean isCut(CharSequence text, int from, int to, int before, int lines) {
        int ends = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            ends += c == '\n' ? 1 : 0;
            boolean sentence = before > LONGEST_ABBREVIATION
                    && (c == '.' || c == '!' || c == '?')
                    && i + 1 < to
                    && Character.isWhitespace(text.charAt(i + 1));
            if (sentence || ends > lines) {
                return true;
            }
        }
        return false;
    }

    /// Whether only label signs stand between a position and the word before it: `: `, `" = "`, ` #`.
    public static boolean followsWord(CharSequence text, int place) {
        int i = place - 1;
        while (i >= 0 && place - i <= LONGEST_GAP && GAP.indexOf(text.charAt(i)) >= 0) {
            i--;
        }
        return i >= 0 && isLetter(text.charAt(i));
    }

    /// All words of a phrase, the last one first.
    static Word[] words(CharSequence phrase) {
        return wordsBefore(phrase, phrase.length(), 0, Integer.MAX_VALUE);
    }

    private static Word[] wordsBefore(CharSequence text, int place, int from, int most) {
        int limit = Math.max(0, from);
        List<Word> words = new ArrayList<>();
        int end = lastWordEnd(text, place, limit);
        while (end > limit && words.size() < most) {
            int start = wordStart(text, end, limit);
            words.add(Word.of(folded(text, start, end)));
            end = lastWordEnd(text, start, limit);
        }
        return words.toArray(Word[]::new);
    }

    /// The first words after a position on the same line, the farthest first.
    public static Word[] wordsAfter(CharSequence text, int place) {
        int limit = Math.min(text.length(), place + AHEAD);
        List<Word> words = new ArrayList<>();
        int start = place;
        while (words.size() < WORDS_AFTER) {
            while (start < limit && !isLetter(text.charAt(start)) && text.charAt(start) != '\n') {
                start++;
            }
            if (start >= limit || text.charAt(start) == '\n') {
                break;
            }
            int end = start + 1;
            while (end < limit && isLetter(text.charAt(end)) && !isHump(text, end)) {
                end++;
            }
            words.addFirst(Word.of(folded(text, start, end)));
            start = end;
        }
        return words.toArray(Word[]::new);
    }

    private static int lastWordEnd(CharSequence text, int before, int limit) {
        int end = before;
        while (end > limit && !isLetter(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static int wordStart(CharSequence text, int end, int limit) {
        int start = end - 1;
        while (start > limit && isLetter(text.charAt(start - 1)) && !isHump(text, start)) {
            start--;
        }
        return start;
    }

    private static boolean isHump(CharSequence text, int at) {
        return Character.isUpperCase(text.charAt(at)) && Character.isLowerCase(text.charAt(at - 1));
    }

    private static boolean isLetter(char c) {
        return c < 128
                ? Chars.isAsciiLetter(c)
                : Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static String folded(CharSequence text, int start, int end) {
        char[] word = new char[end - start];
        for (int i = start; i < end; i++) {
            word[i - start] = ContextWords.fold(text.charAt(i));
        }
        return new String(word);
    }

    /// The beginnings of the words before a position, read on demand: the input of [#mayEndBefore], computed once
    /// for all phrases. For one text; not thread-safe.
    public static final class Glance {
        private final int[] bits = new int[NEAREST * ContextWords.BEGINNING];
        private final boolean[] others = new boolean[NEAREST];
        private CharSequence text = "";
        private int place = -1;
        private int limit;
        private int end;
        private int known;

        /// Whether a phrase may end among the last words before a position.
        ///
        /// @param nearest at most [#NEAREST]
        public boolean mayEndBefore(CharSequence ofText, int at, ContextWords phrases, int nearest) {
            if (at != place) {
                text = ofText;
                place = at;
                limit = Math.max(0, at - BEHIND);
                end = lastWordEnd(ofText, at, limit);
                known = 0;
            }
            for (int word = 0; word < nearest; word++) {
                if (word == known && !read()) {
                    return false;
                }
                if (phrases.mayEndWith(bits, word * ContextWords.BEGINNING, others[word])) {
                    return true;
                }
            }
            return false;
        }

        private boolean read() {
            if (end <= limit) {
                return false;
            }
            int start = wordStart(text, end, limit);
            ContextWords.beginning(text, start, end, bits, known * ContextWords.BEGINNING);
            others[known++] = ContextWords.hasOther(text, start, end);
            end = lastWordEnd(text, start, limit);
            return true;
        }
    }
}
