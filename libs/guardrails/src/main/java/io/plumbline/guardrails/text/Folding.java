package io.plumbline.guardrails.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/// Folds characters to what a reader takes them for: lower case, compatibility forms (NFKC), without accents,
/// letters of other alphabets that look Latin as Latin ones. Characters that nobody sees fold to nothing.
///
/// The fold is for comparing with words that were folded the same way, in whatever alphabet; it is not for
/// display.
public final class Folding {

    /// The fold of a character that is not seen.
    public static final char INVISIBLE = '\0';

    private static final int TABLE = 0x530;
    private static final char[] FOLDED = new char[TABLE];
    private static final String[] LOOKALIKES = {
        "aаαɑ", "bЬвß", "cсϲ", "dԁ", "eеёε", "gɡ", "hһн", "iіıιɪ", "jј", "kкκ", "lӏ", "mм", "nηп", "oоοօσ", "pрρ", "qԛ",
        "rгɾ", "sѕ", "tтτ", "uυս", "vνѵ", "wԝω", "xхχ", "yуγү", "zᴢ"
    };

    static {
        for (char c = 0; c < TABLE; c++) {
            FOLDED[c] = decomposed(c);
        }
        for (String lookalikes : LOOKALIKES) {
            char latin = lookalikes.charAt(0);
            for (int i = 1; i < lookalikes.length(); i++) {
                set(lookalikes.charAt(i), latin);
                set(Character.toUpperCase(lookalikes.charAt(i)), latin);
            }
        }
        for (char c = 0; c < TABLE; c++) {
            if (isInvisible(c)) {
                FOLDED[c] = INVISIBLE;
            }
        }
    }

    private Folding() {}

    private static void set(char c, char latin) {
        if (c < TABLE && c >= 128) {
            FOLDED[c] = latin;
        }
    }

    /// The fold of a code point that folds to one character; where NFKC makes several of it, the first letter
    /// or digit.
    public static char fold(int codePoint) {
        if (codePoint < TABLE) {
            return FOLDED[codePoint];
        }
        if (codePoint >= 0xFF01 && codePoint <= 0xFF5E) {
            return FOLDED[codePoint - 0xFF01 + '!'];
        }
        if (isInvisible(codePoint)) {
            return INVISIBLE;
        }
        if (isUnified(codePoint)) {
            return (char) codePoint;
        }
        return compatible(codePoint);
    }

    /// Controls of direction and joining, variation selectors, and marks that combine with the letter before.
    public static boolean isInvisible(int codePoint) {
        return (codePoint <= Character.MAX_VALUE && isUnseen((char) codePoint))
                || (codePoint >= 0x300 && codePoint <= 0x36F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }

    /// Those of them that stand by themselves: marks that change the letter before are none.
    public static boolean isUnseen(char c) {
        return c == 0xAD
                || c == 0x34F
                || c == 0x61C
                || c == 0x180E
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0xFEFF
                || (c >= 0xFE00 && c <= 0xFE0F);
    }

    /// The ASCII character that a tag character (U+E0020 to U+E007E) stands for, unseen, else [#INVISIBLE].
    public static char tagged(int codePoint) {
        return codePoint >= 0xE0020 && codePoint <= 0xE007E ? FOLDED[codePoint - 0xE0000] : INVISIBLE;
    }

    /// Ideographs, kana, Hangul and the like, which fold to themselves; the bulk of non-Latin text.
    private static boolean isUnified(int codePoint) {
        return (codePoint >= 0x0530 && codePoint < 0x1D00) || (codePoint >= 0x3040 && codePoint < 0xF900);
    }

    private static char compatible(int codePoint) {
        String compatible = Normalizer.normalize(Character.toString(codePoint), Form.NFKD);
        for (int i = 0; i < compatible.length(); i++) {
            char c = compatible.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                return c < TABLE ? FOLDED[c] : c;
            }
        }
        return ' ';
    }

    private static char decomposed(char c) {
        if (c < 128) {
            return c == 0 ? ' ' : Character.toLowerCase(c);
        }
        String decomposed = Normalizer.normalize(Character.toString(c), Form.NFKD);
        return Character.toLowerCase(decomposed.charAt(0));
    }
}
