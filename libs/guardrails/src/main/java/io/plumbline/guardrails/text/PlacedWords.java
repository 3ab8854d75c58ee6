package io.plumbline.guardrails.text;

import java.util.List;

/// What a text says without its form, such as source code or JSON without what is no word of anybody, and where in the
/// text each character of it stands.
public interface PlacedWords {

    /// What it says.
    String text();

    /// The longer stretches of prose in what it says, such as a letter beside code or in a string.
    List<Stretch> prose();

    /// Where in the text a part of what it says begins, in UTF-16 units.
    int start(int start);

    /// One past where it ends.
    ///
    /// @param end one past the part's last character
    int end(int end);

    /// Part of what a text says, in UTF-16 units.
    ///
    /// @param end one past the last
    record Stretch(int start, int end) {

        /// Prose that has so many characters is a text by itself.
        private static final int LONG = 100;

        /// In prose one of so many characters begins a word that code does not have.
        private static final int PER_JOINING_WORD = 100;

        private int length() {
            return end - start;
        }

        /// Whether it is a text by itself, and in sentences.
        boolean isProse(CharSequence words) {
            return length() >= LONG && joining(words) * PER_JOINING_WORD >= length();
        }

        /// How many words stand in sentences and not in code, or letters of other scripts.
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
