package io.plumbline.guardrails.redact;

import io.plumbline.guardrails.scan.SpanScanner;
import io.plumbline.guardrails.text.Folding;

/// How much of a text before a place recognizers may look back at.
final class Lookbehind {

    private static final int ESCAPE = 6;

    /// Who hides more than this between so few letters hides them from people too.
    private static final int FARTHEST = 4096;

    private Lookbehind() {}

    /// Where it begins: so that [SpanScanner#LOOKBEHIND] characters are left when those are taken away that nobody
    /// sees, and escapes are counted as the one that they stand for; not between unseen characters, which are
    /// counted from the first of them.
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
