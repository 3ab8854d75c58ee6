package io.plumbline.personaldata.text;

/// Character classes for recognizers. ASCII is computed from the value itself, the rest of Unicode by
/// [Character]; nothing here allocates.
public final class Chars {

    private Chars() {}

    /// The value of a decimal digit of any script (full-width and Arabic-Indic digits included), else -1.
    public static int digit(char c) {
        if (c < 128) {
            return c >= '0' && c <= '9' ? c - '0' : -1;
        }
        return Character.digit(c, 10);
    }

    public static boolean isDigit(char c) {
        return digit(c) >= 0;
    }

    /// Whether this is a letter of A to Z in either case.
    public static boolean isAsciiLetter(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    public static boolean isAsciiAlphanumeric(char c) {
        return isAsciiLetter(c) || (c >= '0' && c <= '9');
    }

    /// Whether this character forms one word with an adjacent letter or digit. Letters of scripts without spaces
    /// do not: in Chinese, Japanese or Thai text an address or a number stands directly between them.
    public static boolean joins(char c) {
        if (c < 128) {
            return isAsciiAlphanumeric(c);
        }
        return Character.isLetterOrDigit(c) && !writtenWithoutSpaces(c);
    }

    private static boolean writtenWithoutSpaces(char c) {
        return (c >= 0x2E80 && c <= 0xA4CF) // CJK, kana, bopomofo, Yi
                || (c >= 0xAC00 && c <= 0xD7AF) // Hangul, whose particles follow without a space
                || (c >= 0xF900 && c <= 0xFAFF) // CJK compatibility
                || (c >= 0x0E00 && c <= 0x0EFF) // Thai, Lao
                || (c >= 0x1000 && c <= 0x109F) // Myanmar
                || (c >= 0x1780 && c <= 0x17FF); // Khmer
    }

    /// A space that separates groups of digits: plain, non-breaking or thin.
    public static boolean isGroupSpace(char c) {
        return c == ' ' || c == '\u00A0' || c == '\u202F' || c == '\u2007' || c == '\u2009';
    }

    /// A hyphen or one of the dashes that replace it in typeset text.
    public static boolean isDash(char c) {
        return c == '-' || (c >= '\u2010' && c <= '\u2015') || c == '\u2212' || c == '\uFE63' || c == '\uFF0D';
    }

    /// The character at an index, or NUL outside the text.
    public static char at(CharSequence text, int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
    }

    /// Whether the text has this ASCII keyword at the index, in any case.
    public static boolean hasAt(CharSequence text, int index, String lowerCaseKeyword) {
        int length = lowerCaseKeyword.length();
        if (index < 0 || index + length > text.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(index + i);
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lowerCaseKeyword.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
