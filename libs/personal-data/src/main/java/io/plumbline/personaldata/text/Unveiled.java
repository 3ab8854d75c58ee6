package io.plumbline.personaldata.text;

/// A text in its visible form: without invisible characters; with full-width letters and signs, and mathematical
/// letters and digits, as plain ones; and with JSON's escapes of visible ASCII as the characters that they stand
/// for. Retains the origin of each character.
///
/// Such characters come from copied typeset pages and mail as often as from malice; either way they break up what
/// recognizers match.
public final class Unveiled {

    /// More consecutive invisible characters than this are not a disguise but a text of their own.
    private static final int LONGEST_VEIL = 32;

    private static final int ESCAPE = 6;
    private static final int MOST_BACKSLASHES = 4;

    private final StringBuilder clear;
    private final int[] starts;
    private final int[] ends;
    private final int length;

    private Unveiled(CharSequence text) {
        this.length = text.length();
        this.clear = new StringBuilder(length);
        this.starts = new int[length];
        this.ends = new int[length];
        int unseen = 0;
        int i = 0;
        while (i < length) {
            int veil = unseen < LONGEST_VEIL ? Folding.unseenAt(text, i) : 0;
            if (veil > 0) {
                unseen += veil;
                i += veil;
                continue;
            }
            unseen = 0;
            int next = i + lengthAt(text, i);
            starts[clear.length()] = i;
            ends[clear.length()] = next;
            clear.append(meant(text, i, next));
            i = next;
        }
    }

    /// The number of characters of the text that form one character here.
    private static int lengthAt(CharSequence text, int at) {
        char c = text.charAt(at);
        return c == '\\' ? Math.max(1, escapeLength(text, at)) : isMathematical(text, at) ? 2 : 1;
    }

    private static char meant(CharSequence text, int at, int end) {
        char c = text.charAt(at);
        return switch (end - at) {
            case 1 -> isWide(c) ? (char) (c - 0xFEE0) : c;
            case 2 -> Folding.mathematical(Character.codePointAt(text, at));
            default -> (char) Integer.parseInt(text, end - 2, end, 16);
        };
    }

    private static boolean isMathematical(CharSequence text, int at) {
        return text.charAt(at) == Folding.MATHEMATICAL_PAIR
                && Folding.mathematical(Character.codePointAt(text, at)) != Folding.INVISIBLE;
    }

    public static Unveiled of(CharSequence text) {
        return new Unveiled(text);
    }

    /// Whether a character or an escape here hides something from recognizers.
    public static boolean veilsAt(CharSequence text, int at) {
        char c = text.charAt(at);
        return c == '\\' ? escapeLength(text, at) > 0 : veils(c);
    }

    private static boolean veils(char c) {
        return isWide(c) || Folding.isUnseen(c) || c == Folding.UNSEEN_PAIR || c == Folding.MATHEMATICAL_PAIR;
    }

    /// Letters, `@`, `.`, `+` and `-`; recognizers handle digits of other widths themselves.
    private static boolean isWide(char c) {
        return (c >= 0xFF21 && c <= 0xFF3A)
                || (c >= 0xFF41 && c <= 0xFF5A)
                || c == 0xFF20
                || c == 0xFF0E
                || c == 0xFF0B
                || c == 0xFF0D;
    }

    /// The length of the escape of a visible ASCII character that begins here, with one backslash, or with two or
    /// more where JSON is nested in JSON; 0 if there is none.
    private static int escapeLength(CharSequence text, int at) {
        int u = at;
        while (u < text.length() && u - at < MOST_BACKSLASHES && text.charAt(u) == '\\') {
            u++;
        }
        int end = u + ESCAPE - 1;
        if (end > text.length() || text.charAt(u) != 'u' || text.charAt(u + 1) != '0' || text.charAt(u + 2) != '0') {
            return 0;
        }
        int high = Character.digit(text.charAt(u + 3), 16);
        boolean visible = high >= 2 && high <= 7 && Character.digit(text.charAt(u + 4), 16) >= 0;
        return visible ? end - at : 0;
    }

    /// Where an escape or a pair begins that the end of the text truncates; the text's length if there is none.
    public static int wholeUntil(CharSequence text) {
        int length = text.length();
        char last = length == 0 ? ' ' : text.charAt(length - 1);
        if (last == Folding.UNSEEN_PAIR || last == Folding.MATHEMATICAL_PAIR) {
            return length - 1;
        }
        int u = length - 1;
        while (u >= Math.max(0, length - ESCAPE + 1) && text.charAt(u) != '\\') {
            u--;
        }
        if (u < 0 || text.charAt(u) != '\\' || !mayBecomeEscape(text.subSequence(u + 1, length))) {
            return length;
        }
        int start = u;
        while (start > 0 && u - start < MOST_BACKSLASHES - 1 && text.charAt(start - 1) == '\\') {
            start--;
        }
        return start;
    }

    private static boolean mayBecomeEscape(CharSequence tail) {
        return tail.length() < ESCAPE - 1
                && "u00"
                        .startsWith(
                                tail.subSequence(0, Math.min(3, tail.length())).toString());
    }

    public CharSequence text() {
        return clear;
    }

    /// The first character that comes from this position of the original or a later one.
    public int indexOf(int place) {
        int i = 0;
        while (i < clear.length() && starts[i] < place) {
            i++;
        }
        return i;
    }

    /// Where a character begins in the original; the original's length for the end.
    public int start(int index) {
        return index >= clear.length() ? length : starts[index];
    }

    /// Where text that ends before this index ends in the original.
    public int end(int index) {
        return ends[index - 1];
    }
}
