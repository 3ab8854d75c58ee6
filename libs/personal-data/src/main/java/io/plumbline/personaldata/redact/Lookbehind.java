package io.plumbline.personaldata.redact;

import io.plumbline.personaldata.scan.SpanScanner;
import io.plumbline.personaldata.text.Folding;

/// How much of the text before a position recognizers may read.
final class Lookbehind {

    private static final int ESCAPE = 6;

    /// More hidden characters than this between so few letters hide the text from people too.
    private static final int FARTHEST = 4096;

    private Lookbehind() {}

    /// Where it begins: far enough back that [SpanScanner#LOOKBEHIND] characters remain when invisible ones are
    /// removed and escapes count as the character that they stand for; not between invisible characters, which
    /// are counted from the first of them.
    static int from(CharSequence text, int place) {
        int farthest = Math.max(0, place - FARTHEST);
        int i = Math.min(place, text.length());
        int seen = 0;
        while (i > farthest) {
            char before = text.charAt(i - 1);
            if (Folding.isUnseen(before)) {
                i--;
            } else if (seen == SpanScanner.LOOKBEHIND) {
                break;
            } else {
                i -= isEscape(text, i) ? ESCAPE : 1;
                seen++;
            }
        }
        return Math.max(0, i);
    }

    private static boolean isEscape(CharSequence text, int end) {
        int at = end - ESCAPE;
        return at >= 0
                && text.charAt(at) == '\\'
                && text.charAt(at + 1) == 'u'
                && Character.digit(text.charAt(end - 1), 16) >= 0;
    }
}
