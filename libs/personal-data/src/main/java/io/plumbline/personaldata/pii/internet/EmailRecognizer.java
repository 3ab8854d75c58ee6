package io.plumbline.personaldata.pii.internet;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.text.Chars;

/// E-mail addresses, including international ones, found from their `@` outwards.
///
/// The local part is the run of its usual characters before the `@`, at most 64 of them: of a longer run the last
/// 64, because hiding too much does less harm. Characters that RFC 5322 allows but that surround addresses in
/// real text (`=`, `/`, `*`, quotes) end it. The domain is the longest run of labels that ends in a possible
/// top-level domain; a well-known one makes the finding certain. A URL-encoded `@` (`%40`) counts.
public final class EmailRecognizer implements Recognizer {

    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 253;
    private static final int MAX_LABEL = 63;
    private static final double PLAUSIBLE = 0.6;
    private static final String ESCAPED_AT = "%40";

    @Override
    public String name() {
        return "pii.email";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public String entityType() {
        return "EMAIL_ADDRESS";
    }

    @Override
    public Trigger trigger() {
        return Trigger.anywhere("@%");
    }

    @Override
    public int maxLength() {
        return MAX_LOCAL + ESCAPED_AT.length() + MAX_DOMAIN + MAX_LABEL;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        boolean escaped = text.charAt(at) == '%';
        if (escaped && !Chars.hasAt(text, at, ESCAPED_AT)) {
            return; // what may still become one is held back as a local part
        }
        int start = localStart(text, at, MAX_LOCAL);
        if (start == at) {
            return;
        }
        Domain domain = new Domain();
        domain.read(text, at + (escaped ? ESCAPED_AT.length() : 1));
        if (domain.open) {
            spans.unsettled(start);
        }
        if (domain.end > 0) {
            boolean known = TopLevelDomains.isWellKnown(text, domain.topLevelStart, domain.end);
            spans.found(
                    this,
                    start,
                    domain.end,
                    known ? 1.0 : PLAUSIBLE,
                    known ? "address of a well-known top-level domain" : "form of an address");
        }
    }

    /// The `@` of an address may not have arrived yet, or only half of an escaped one.
    @Override
    public int openTail(CharSequence text) {
        return localStart(text, text.length(), MAX_LOCAL + ESCAPED_AT.length() - 1);
    }

    private static int localStart(CharSequence text, int at, int longest) {
        int limit = Math.max(0, at - longest);
        int start = at;
        while (start > limit && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && !startsLocal(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private static boolean isLocal(char c) {
        return startsLocal(c) || c == '.' || c == '-' || c == '\'' || c == '&';
    }

    private static boolean startsLocal(char c) {
        return Chars.joins(c) || c == '_' || c == '+' || c == '%';
    }

    /// The part after the `@`.
    private static final class Domain {
        private int end;
        private int topLevelStart;
        private boolean open;

        private void read(CharSequence text, int from) {
            int labelStart = from;
            while (labelStart - from < MAX_DOMAIN) {
                int labelEnd = labelEnd(text, labelStart);
                if (labelEnd == text.length()) {
                    open = true;
                }
                if (labelEnd == labelStart) {
                    return;
                }
                if (labelStart > from && canBeTopLevel(text, labelStart, labelEnd)) {
                    end = labelEnd;
                    topLevelStart = labelStart;
                }
                if (Chars.at(text, labelEnd) != '.') {
                    return;
                }
                labelStart = labelEnd + 1;
            }
        }

        /// The end of the label; hyphens at its end belong to the surrounding text.
        private int labelEnd(CharSequence text, int from) {
            int limit = Math.min(text.length(), from + MAX_LABEL);
            int i = from;
            while (i < limit && (Chars.joins(text.charAt(i)) || (text.charAt(i) == '-' && i > from))) {
                i++;
            }
            if (i == text.length()) {
                open = true;
            }
            while (i > from && text.charAt(i - 1) == '-') {
                i--;
            }
            return i;
        }

        private static boolean canBeTopLevel(CharSequence text, int start, int labelEnd) {
            if (Chars.hasAt(text, start, "xn--")) {
                return labelEnd - start > 4;
            }
            for (int i = start; i < labelEnd; i++) {
                if (!Character.isLetter(text.charAt(i))) {
                    return false;
                }
            }
            return labelEnd - start >= 2;
        }
    }
}
