package io.plumbline.personaldata.secret;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.PatternScores;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.text.Chars;

/// Private keys in PEM armour (RFC 7468), including PGP's, from the `BEGIN` line to the `END` line, with real
/// line breaks or with the `\n` of a JSON or environment value. A block without an end, as in a truncated log,
/// counts as far as its lines look like base64.
final class PrivateKeyRecognizer implements Recognizer {

    private static final String BEGIN = "-----begin ";
    private static final String END = "-----end ";
    private static final String PRIVATE_KEY = "private key";
    private static final int DASHES = 5;
    private static final int MAX_LABEL = 48;
    private static final int MAX_LENGTH = 16_384;
    private static final int MIN_BODY = 32;
    private static final int REFUSED = -1;
    private static final int OPEN = -2;

    @Override
    public String name() {
        return "secret.private_key";
    }

    @Override
    public Category category() {
        return Category.SECRET;
    }

    @Override
    public String entityType() {
        return "PRIVATE_KEY";
    }

    @Override
    public Trigger trigger() {
        return Trigger.anywhere("-");
    }

    @Override
    public int maxLength() {
        return MAX_LENGTH;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        if (Chars.at(text, at - 1) == '-') {
            return;
        }
        int opened = label(text, at, BEGIN, true);
        if (opened == OPEN) {
            spans.unsettled(at);
        }
        if (opened < 0) {
            return;
        }
        int limit = Math.min(text.length(), at + MAX_LENGTH);
        int body = opened;
        int lastBase64 = opened;
        while (body < limit && isBody(text.charAt(body))) {
            if (text.charAt(body) == '-' && text.charAt(body - 1) != '-') {
                int closed = label(text, body, END, false);
                if (closed >= 0) {
                    spans.found(this, at, closed, PatternScores.CERTAIN, "PEM block of a private key");
                    return;
                }
                if (label(text, body, BEGIN, false) >= 0) {
                    break;
                }
            }
            if (Chars.isAsciiAlphanumeric(text.charAt(body))) {
                lastBase64 = body + 1;
            }
            body++;
        }
        if (body == text.length()) {
            spans.unsettled(at);
        }
        int truncated = truncatedEnd(text, opened, lastBase64);
        if (truncated - opened >= MIN_BODY) {
            spans.found(this, at, truncated, PatternScores.CERTAIN, "PEM block of a private key, its end missing");
        }
    }

    /// The end of a `-----BEGIN … PRIVATE KEY… -----` line, or of the matching end line.
    private static int label(CharSequence text, int at, String start, boolean mayBeOpen) {
        int length = text.length();
        int i = at;
        for (int p = 0; p < start.length(); p++, i++) {
            if (i == length) {
                return mayBeOpen ? OPEN : REFUSED;
            }
            if ((text.charAt(i) | 0x20) != (start.charAt(p) | 0x20)) {
                return REFUSED;
            }
        }
        boolean isPrivate = false;
        int labelEnd = Math.min(length, i + MAX_LABEL);
        while (i < labelEnd && text.charAt(i) != '-') {
            isPrivate |= Chars.hasAt(text, i, PRIVATE_KEY);
            i++;
        }
        for (int dash = 0; dash < DASHES; dash++, i++) {
            if (i == length) {
                return mayBeOpen ? OPEN : REFUSED;
            }
            if (text.charAt(i) != '-') {
                return REFUSED;
            }
        }
        return isPrivate ? i : REFUSED;
    }

    private static boolean isBody(char c) {
        return Chars.isAsciiAlphanumeric(c)
                || c == '+'
                || c == '/'
                || c == '='
                || c == '-'
                || c == ' '
                || c == '\n'
                || c == '\r'
                || c == '\t'
                || c == '\\'
                || c == ':'
                || c == ','
                || c == '.'
                || c == '('
                || c == ')'
                || c == '_'
                || c == '"'
                || c == '\'';
    }

    /// Where base64 without an end line ends. It needs a full line to begin; prose after a bare `BEGIN` line is
    /// therefore left alone. One shorter word after that is the last line.
    private static int truncatedEnd(CharSequence text, int from, int to) {
        int end = from;
        int i = from;
        while (i < to) {
            int wordStart = i;
            while (i < to && isBase64(text.charAt(i))) {
                i++;
            }
            int word = i - wordStart;
            if (word >= MIN_BODY) {
                end = i;
            } else if (word > 1) {
                return end > from ? i : end;
            } else if (word == 0) {
                if (!isGap(text.charAt(i))) {
                    return end;
                }
                i++;
            }
        }
        return end;
    }

    private static boolean isBase64(char c) {
        return Chars.isAsciiAlphanumeric(c) || c == '+' || c == '/' || c == '=';
    }

    private static boolean isGap(char c) {
        return c == '\n' || c == '\r' || c == ' ' || c == '\t' || c == '\\' || c == '"' || c == '\'' || c == ',';
    }
}
