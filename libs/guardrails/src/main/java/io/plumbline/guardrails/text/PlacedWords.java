package io.plumbline.guardrails.text;

import java.util.List;

/// The words of a text without its form, such as source code or JSON without its syntax, with the position of
/// each character in the text.
public interface PlacedWords {

    /// The words.
    String text();

    /// The longer stretches of prose among the words, such as a letter beside code or in a string.
    List<Stretch> prose();

    /// Where a part of the words begins in the text, in UTF-16 units.
    int start(int start);

    /// One past where it ends.
    ///
    /// @param end one past the part's last character
    int end(int end);

    /// Part of the words, in UTF-16 units.
    ///
    /// @param end one past the last
    record Stretch(int start, int end) {

        /// The minimum length of prose that is a text of its own.
        private static final int LONG = 100;

        /// In prose, one in this many characters begins a word that code does not use.
        private static final int PER_JOINING_WORD = 100;

        private int length() {
            return end - start;
        }

        /// Whether it is a text of its own, and in sentences.
        boolean isProse(CharSequence words) {
            return length() >= LONG && joining(words) * PER_JOINING_WORD >= length();
        }

        /// The number of words used in sentences and not in code, or of letters of other scripts.
        private int joining(CharSequence words) {
            int count = 0;
            int at = start;
            while (at < end) {
                int begin = at;
                while (at < end && SourceLines.isOfAWord(words.charAt(at))) {
                    count += words.charAt(at) >= SourceLines.FOREIGN_FROM ? 1 : 0;
                    at++;
                }
                count += at > begin && SourceLines.isJoining(words, begin, at) ? 1 : 0;
                at++;
            }
            return count;
        }
    }
}
