package io.plumbline.personaldata.names.word;

import java.text.Normalizer;
import java.util.Locale;

/// Folds letters for the comparison of words: lower case, without accents.
public final class Letters {

    private static final int TABLE = 0x2000;
    private static final char[] FOLDED = new char[TABLE];
    private static final String LOOK_ALIKE = "аеорсухіјѕԁһңкмтвнАВЕКМНОРСТУХІЈЅοαεικνρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
    private static final String LATIN = "aeopcyxijsdhhkmtbhABEKMHOPCTYXIJSoaeikvptuxABEZHIKMNOPTYX";

    static {
        for (char c = 0; c < TABLE; c++) {
            FOLDED[c] = decomposed(c);
        }
    }

    private Letters() {}

    private static char decomposed(char c) {
        String parts = Normalizer.normalize(Character.toString(c).toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        char kept = 0;
        for (int i = 0; i < parts.length(); i++) {
            if (Character.getType(parts.charAt(i)) != Character.NON_SPACING_MARK) {
                if (kept != 0) {
                    return Character.toLowerCase(c);
                }
                kept = parts.charAt(i);
            }
        }
        return kept;
    }

    /// The letter in lower case without accents; NUL for a mark by itself.
    public static char folded(char c) {
        if (c < TABLE) {
            return FOLDED[c];
        }
        return Character.toLowerCase(c);
    }

    /// Whether the character belongs to a word: a letter, a digit, or a mark on either.
    static boolean joins(char c) {
        if (c < 128) {
            return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        }
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /// Whether the character is a word by itself.
    static boolean isIdeograph(char c) {
        return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF);
    }

    /// Whether the character is invisible.
    static boolean isUnseen(char c) {
        return c >= 128 && Character.getType(c) == Character.FORMAT;
    }

    /// Whether the letter is of the Latin script.
    static boolean isLatin(char c) {
        return c < 0x250 || (c >= 0x1E00 && c < 0x1F00);
    }

    /// The Latin letter that a Cyrillic or Greek one resembles; itself if there is none.
    static char lookAlike(char c) {
        int at = c < 128 ? -1 : LOOK_ALIKE.indexOf(c);
        return at < 0 ? c : LATIN.charAt(at);
    }
}
