package io.plumbline.personaldata.pii.phone;

import io.plumbline.personaldata.text.Chars;

/// The extension after a telephone number: `ext. 123`, `x123`, `extension 5`.
final class PhoneExtension {

    private static final String[] WORDS = {"extension", "extn", "ext", "x"};
    private static final int MAX_DIGITS = 6;
    private static final int MAX_SPACES = 2;
    private static final int LONGEST_WORD = 9;

    private PhoneExtension() {}

    /// Where an extension that begins here ends; the position itself if none does.
    static int end(CharSequence text, int from) {
        int i = skip(text, from, " ,");
        for (String word : WORDS) {
            if (Chars.hasAt(text, i, word)) {
                int digits = skip(text, i + word.length(), ".: ");
                int end = digits;
                while (end - digits < MAX_DIGITS && Chars.isDigit(Chars.at(text, end))) {
                    end++;
                }
                return end > digits && !Chars.joins(Chars.at(text, end)) ? end : from;
            }
        }
        return from;
    }

    /// Whether the text ends early enough that an extension may still arrive.
    static boolean mayFollow(CharSequence text, int from) {
        int i = skip(text, from, " ,");
        int word = i;
        while (i < text.length() && i - word < LONGEST_WORD && Chars.isAsciiLetter(text.charAt(i))) {
            i++;
        }
        boolean begins = i == word || startsAnyWord(text, word, i);
        if (!begins) {
            return false;
        }
        i = skip(text, i, ".: ");
        int digits = i;
        while (i < text.length() && i - digits <= MAX_DIGITS && Chars.isDigit(text.charAt(i))) {
            i++;
        }
        return i == text.length();
    }

    private static boolean startsAnyWord(CharSequence text, int start, int end) {
        for (String word : WORDS) {
            int length = end - start;
            if (length <= word.length() && Chars.hasAt(text, start, word.substring(0, length))) {
                return true;
            }
        }
        return false;
    }

    private static int skip(CharSequence text, int from, String characters) {
        int i = from;
        while (i - from < MAX_SPACES && i < text.length() && characters.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }
}
