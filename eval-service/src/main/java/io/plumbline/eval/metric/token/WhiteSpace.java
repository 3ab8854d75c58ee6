package io.plumbline.eval.metric.token;

import java.util.ArrayList;
import java.util.List;

/// White space as in Python's `str.split` and `str.rstrip`, which the reference implementations use.
///
/// [Character#isWhitespace] differs: it excludes no-break spaces and NEL. All are in the basic plane, so one
/// UTF-16 unit suffices.
public final class WhiteSpace {

    private WhiteSpace() {}

    public static boolean is(char c) {
        if (c <= ' ') {
            return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\u001c' && c <= '\u001f');
        }
        if (c < '\u0085') {
            return false;
        }
        return c == '\u0085'
                || c == '\u00a0'
                || c == '\u1680'
                || (c >= '\u2000' && c <= '\u200a')
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u202f'
                || c == '\u205f'
                || c == '\u3000';
    }

    /// Returns the text without trailing white space.
    public static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /// Returns the words between white space.
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || is(text.charAt(i))) {
                if (i > start) {
                    words.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }

    /// Returns the words between white space in `chars[0, length)`.
    public static int[] split(char[] chars, int length, TokenNumbers vocabulary) {
        IntSequence tokens = new IntSequence(length / 4);
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (is(chars[i])) {
                if (i > start) {
                    tokens.add(vocabulary.numberOf(chars, start, i));
                }
                start = i + 1;
            }
        }
        if (length > start) {
            tokens.add(vocabulary.numberOf(chars, start, length));
        }
        return tokens.toArray();
    }
}
