package io.plumbline.personaldata.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Folds characters to their visual equivalents: lower case, compatibility forms (NFKC), without accents, and
/// lookalikes of Latin letters from other alphabets as Latin ones ([Lookalikes]). Invisible characters fold to
/// nothing.
///
/// The fold is for comparison with words folded the same way, in any alphabet; it is not for display. Folds are
/// computed for 256 characters at once, on first use.
public final class Folding {

    /// The fold of an invisible character.
    public static final char INVISIBLE = '\0';

    /// The first half of invisible surrogate pairs.
    public static final char UNSEEN_PAIR = '\uDB40';

    /// The first half of the surrogate pairs of mathematical letters and digits.
    public static final char MATHEMATICAL_PAIR = '\uD835';

    private static final int ASCII = 128;
    private static final int PAGE = 256;
    private static final AtomicReferenceArray<char[]> PAGES =
            new AtomicReferenceArray<>((Character.MAX_CODE_POINT + 1) / PAGE);

    private static final char[] PLAIN = new char[ASCII];

    static {
        for (char c = 0; c < ASCII; c++) {
            char folded = folded(c);
            PLAIN[c] = isWordCharacter(folded) ? folded : INVISIBLE;
        }
    }

    private Folding() {}

    /// The fold of an ASCII letter or digit, the bulk of most texts, else [#INVISIBLE].
    public static char plain(char c) {
        return c < ASCII ? PLAIN[c] : INVISIBLE;
    }

    /// The fold of a code point to one character; if NFKC yields several, the first letter or digit.
    public static char fold(int codePoint) {
        char[] page = PAGES.getAcquire(codePoint / PAGE);
        if (page == null) {
            page = page(codePoint / PAGE);
        }
        return page[codePoint % PAGE];
    }

    private static char[] page(int number) {
        char[] page = new char[PAGE];
        for (int i = 0; i < PAGE; i++) {
            page[i] = folded(number * PAGE + i);
        }
        PAGES.setRelease(number, page);
        return page;
    }

    private static char folded(int codePoint) {
        if (codePoint == 0) {
            return ' ';
        }
        if (codePoint < 128) {
            return (char) Character.toLowerCase(codePoint);
        }
        if (isInvisible(codePoint)) {
            return INVISIBLE;
        }
        if (codePoint == '。') {
            return '.';
        }
        if ("“”„«»「」".indexOf(codePoint) >= 0) {
            return '"';
        }
        char lookalike = Lookalikes.latin(codePoint);
        if (lookalike != 0) {
            return lookalike;
        }
        if (isUnified(codePoint)) {
            return (char) Character.toLowerCase(codePoint);
        }
        return compatible(codePoint);
    }

    /// Direction and joining controls, variation selectors, and marks that combine with the letter before.
    public static boolean isInvisible(int codePoint) {
        return (codePoint <= Character.MAX_VALUE && isUnseen((char) codePoint))
                || (codePoint >= 0x300 && codePoint <= 0x36F)
                || (codePoint >= 0x64B && codePoint <= 0x65F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }

    /// Invisible characters that stand alone, NUL, and the blanks of Hangul and Braille, which are not spaces;
    /// excludes marks that change the letter before.
    public static boolean isUnseen(char c) {
        return c == 0
                || c == 0xAD
                || c == 0x34F
                || c == 0x61C
                || c == 0x115F
                || c == 0x1160
                || c == 0x180E
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0x2800
                || c == 0x3164
                || c == 0xFEFF
                || c == 0xFFA0
                || (c >= 0xFE00 && c <= 0xFE0F);
    }

    /// The number of invisible UTF-16 units here: two for a tag or a rare variation selector (U+E0000 to
    /// U+E01EF), which are pairs.
    public static int unseenAt(CharSequence text, int at) {
        char c = text.charAt(at);
        if (c != UNSEEN_PAIR) {
            return isUnseen(c) ? 1 : 0;
        }
        boolean pair = at + 1 < text.length() && text.charAt(at + 1) >= 0xDC00 && text.charAt(at + 1) <= 0xDDEF;
        return pair ? 2 : 0;
    }

    /// The Latin letter or digit of a mathematical one (U+1D400 to U+1D6A3, U+1D7CE to U+1D7FF), else
    /// [#INVISIBLE].
    public static char mathematical(int codePoint) {
        if (codePoint >= 0x1D7CE && codePoint <= 0x1D7FF) {
            return (char) ('0' + (codePoint - 0x1D7CE) % 10);
        }
        if (codePoint < 0x1D400 || codePoint > 0x1D6A3) {
            return INVISIBLE;
        }
        int letter = (codePoint - 0x1D400) % 52;
        return (char) (letter < 26 ? 'A' + letter : 'a' + letter - 26);
    }

    /// Whether a folded character is part of a word: letters, digits, and the vowel signs of Indic scripts.
    public static boolean isWordCharacter(char folded) {
        if (folded < 128) {
            return (folded >= 'a' && folded <= 'z') || (folded >= '0' && folded <= '9');
        }
        int type = Character.getType(folded);
        return Character.isLetterOrDigit(folded)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /// The ASCII character of an invisible tag character (U+E0020 to U+E007E), else [#INVISIBLE].
    public static char tagged(int codePoint) {
        return codePoint >= 0xE0020 && codePoint <= 0xE007E ? fold(codePoint - 0xE0000) : INVISIBLE;
    }

    /// Ideographs, kana, Hangul and similar scripts, which fold to themselves; the bulk of non-Latin text.
    private static boolean isUnified(int codePoint) {
        return (codePoint >= 0x0530 && codePoint < 0x1D00) || (codePoint >= 0x3040 && codePoint < 0xF900);
    }

    private static char compatible(int codePoint) {
        String compatible = Normalizer.normalize(Character.toString(codePoint), Form.NFKD);
        for (int i = 0; i < compatible.length(); i++) {
            char c = compatible.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                char lookalike = Lookalikes.latin(c);
                return lookalike != 0 ? lookalike : Character.toLowerCase(c);
            }
        }
        return compatible.length() == 1 && compatible.charAt(0) < 128 ? compatible.charAt(0) : ' ';
    }
}
