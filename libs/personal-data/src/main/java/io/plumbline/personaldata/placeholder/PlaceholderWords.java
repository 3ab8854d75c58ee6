package io.plumbline.personaldata.placeholder;

import java.util.Locale;

/// Reads text that was redacted in an earlier call, as a stored response is, for detectors that judge language.
/// The random letters of a placeholder resemble whatever a classifier's corpora contained of the kind.
public final class PlaceholderWords {

    private static final int LONGEST_TYPE = 60;
    private static final int LONGEST =
            LONGEST_TYPE + PlaceholderVault.TAG_LENGTH + PlaceholderCodes.LONGEST + "[__]".length();

    private PlaceholderWords() {}

    /// Returns the text with each placeholder of any vault as the words of its type, `email address`, and spaces
    /// instead of its other characters. All other characters keep their places.
    public static String in(String text) {
        int open = text.indexOf('[');
        StringBuilder words = null;
        while (open >= 0) {
            int close = text.indexOf(']', open, Math.min(text.length(), open + LONGEST));
            int type = close < 0 ? -1 : endOfType(text, open + 1, close);
            if (type >= 0) {
                words = words == null ? new StringBuilder(text) : words;
                words.replace(
                        open,
                        close + 1,
                        " "
                                + text.substring(open + 1, type)
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ') + " ".repeat(close + 1 - type));
            }
            open = text.indexOf('[', open + 1);
        }
        return words == null ? text : words.toString();
    }

    /// The end of the type of the placeholder between these places; -1 if there is none.
    private static int endOfType(String text, int from, int to) {
        int code = text.lastIndexOf('_', to - 1);
        int tag = code - PlaceholderVault.TAG_LENGTH;
        int end = tag - 1;
        if (end - from < 2
                || text.charAt(end) != '_'
                || to - code - 1 < PlaceholderCodes.SHORTEST
                || to - code - 1 > PlaceholderCodes.LONGEST
                || PlaceholderVault.RARE.indexOf(text.charAt(tag + PlaceholderVault.RARE_AT)) < 0
                || !isCode(text, tag, code)
                || !isCode(text, code + 1, to)
                || !isUpper(text.charAt(from))) {
            return -1;
        }
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (!isUpper(c) && c != '_' && (c < '0' || c > '9')) {
                return -1;
            }
        }
        return end;
    }

    private static boolean isCode(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (PlaceholderCodes.LETTERS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
