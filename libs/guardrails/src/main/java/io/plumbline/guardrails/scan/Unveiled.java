package io.plumbline.guardrails.scan;

import io.plumbline.guardrails.text.Folding;

/// A text as its reader sees it: without characters that nobody sees, with full-width letters and signs as plain
/// ones and JSON's escapes of visible ASCII as the characters that they stand for. Still knows where each of its
/// characters came from.
///
/// Such characters come by copying from typeset pages and mail as often as from malice; either way they tear
/// apart what a recognizer looks for.
final class Unveiled {

    /// More unseen characters than this in a row are no disguise but a text of their own.
    private static final int LONGEST_VEIL = 32;

    private static final int ESCAPE = 6;

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
            char c = text.charAt(i);
            int veil = c >= 128 && unseen < LONGEST_VEIL ? Folding.unseenAt(text, i) : 0;
            if (veil > 0) {
                unseen += veil;
                i += veil;
                continue;
            }
            unseen = 0;
            boolean escape = c == '\\' && isEscape(text, i);
            int next = i + (escape ? ESCAPE : 1);
            starts[clear.length()] = i;
            ends[clear.length()] = next;
            clear.append(escape ? (char) Integer.parseInt(text, i + 2, next, 16) : isWide(c) ? (char) (c - 0xFEE0) : c);
            i = next;
        }
    }

    static Unveiled of(CharSequence text) {
        return new Unveiled(text);
    }

    /// Whether a character that is not ASCII hides something from recognizers.
    static boolean veils(char c) {
        return isWide(c) || Folding.isUnseen(c) || c == Folding.UNSEEN_PAIR;
    }

    /// Letters, `@`, `.`, `+` and `-`: what digits of another width are, recognizers know themselves.
    private static boolean isWide(char c) {
        return (c >= 0xFF21 && c <= 0xFF3A)
                || (c >= 0xFF41 && c <= 0xFF5A)
                || c == 0xFF20
                || c == 0xFF0E
                || c == 0xFF0B
                || c == 0xFF0D;
    }

    /// Whether an escape of a visible ASCII character stands here.
    static boolean isEscape(CharSequence text, int at) {
        if (at + ESCAPE > text.length()
                || text.charAt(at + 1) != 'u'
                || text.charAt(at + 2) != '0'
                || text.charAt(at + 3) != '0') {
            return false;
        }
        int high = Character.digit(text.charAt(at + 4), 16);
        return high >= 2 && high <= 7 && Character.digit(text.charAt(at + 5), 16) >= 0;
    }

    /// Where an escape or a pair begins that the end of the text cuts off; the text's length when none does.
    static int wholeUntil(CharSequence text) {
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) == Folding.UNSEEN_PAIR) {
            return length - 1;
        }
        for (int i = Math.max(0, length - ESCAPE + 1); i < length; i++) {
            if (text.charAt(i) == '\\'
                    && "\\u00"
                            .startsWith(
                                    text.subSequence(i, Math.min(length, i + 4)).toString())) {
                return i;
            }
        }
        return length;
    }

    CharSequence text() {
        return clear;
    }

    /// The first character that comes from this place of the original or a later one.
    int indexOf(int place) {
        int i = 0;
        while (i < clear.length() && starts[i] < place) {
            i++;
        }
        return i;
    }

    /// Where a character begins in the original; the original's length for the end.
    int start(int index) {
        return index >= clear.length() ? length : starts[index];
    }

    /// Where what ends before this index ends in the original.
    int end(int index) {
        return ends[index - 1];
    }
}
