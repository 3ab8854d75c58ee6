package io.plumbline.guardrails.output;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;

/// Payloads in encodings that hide them from a filter but not from a decoder: percent-encoding, HTML entities,
/// escapes of a programming language, base64. Decodes one layer of at most [#LONGEST] characters and inspects it.
/// One per text; not thread-safe.
final class EncodedPayloads {

    private static final int LONGEST = 4096;
    private static final int MAX_RUNS = 256;
    private static final String[][] NAMED = {
        {"&lt;", "<"},
        {"&gt;", ">"},
        {"&quot;", "\""},
        {"&colon;", ":"},
        {"&lpar;", "("},
        {"&tab;", ""},
        {"&newline;", ""},
        {"&apos;", "'"}
    };
    private static final String REASON = "encoded: ";

    private final Snippet snippet;
    private final boolean decode;
    private final Deadline deadline;
    private int looked;
    private int runs;

    EncodedPayloads(Snippet snippet, boolean decode, Deadline deadline) {
        this.snippet = snippet;
        this.decode = decode;
        this.deadline = deadline;
    }

    /// A character that may begin an escape.
    void at(int at, char c) {
        if (!decode || at < looked || runs > MAX_RUNS || !isEscape(at, c)) {
            return;
        }
        int start = at;
        while (start > 0 && at - start < Snippet.REACH && start > looked && snippet.at(start - 1) > ' ') {
            start--;
        }
        int end = at;
        while (end < snippet.length() && end - start < LONGEST && snippet.at(end) != '\n') {
            end++;
        }
        looked = end;
        runs++;
        StringBuilder clear = new StringBuilder(end - start);
        if (unescape(start, end, clear) > 0) {
            lookAgain(clear.toString(), start, end);
        }
    }

    private boolean isEscape(int at, char c) {
        char next = snippet.at(at + 1);
        return switch (c) {
            case '%' -> isHex(next) && isHex(snippet.at(at + 2));
            case '&' ->
                next == '#' || snippet.has(at, "&lt;") || snippet.has(at, "&colon;") || snippet.has(at, "&tab;");
            default -> (next == 'x' || next == 'u') && isHex(snippet.at(at + 2));
        };
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }

    /// @return the number of escapes, except entities of markup's own characters, which display markup
    private int unescape(int start, int end, StringBuilder clear) {
        int escapes = 0;
        int i = start;
        while (i < end) {
            char c = snippet.at(i);
            int next = i;
            if (c == '%') {
                next = hex(i + 1, 2, clear);
            } else if (c == '\\' && snippet.at(i + 1) == 'x') {
                next = hex(i + 2, 2, clear);
            } else if (c == '\\' && snippet.at(i + 1) == 'u') {
                next = hex(i + 2, 4, clear);
            } else if (c == '&') {
                next = entity(i, clear);
            }
            if (next > i + 1) {
                escapes += c == '&' && isMarkup(clear) ? 0 : 1;
                i = next;
            } else {
                clear.append(c);
                i++;
            }
        }
        return escapes;
    }

    private static boolean isMarkup(StringBuilder clear) {
        return !clear.isEmpty() && "<>\"'&".indexOf(clear.charAt(clear.length() - 1)) >= 0;
    }

    private int hex(int from, int digits, StringBuilder clear) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = snippet.at(i) < 128 ? Character.digit(snippet.at(i), 16) : -1;
            if (digit < 0) {
                return from - 1;
            }
            value = value * 16 + digit;
        }
        if (value >= ' ') { // controls are there to be skipped
            clear.append((char) value);
        }
        return from + digits;
    }

    private int entity(int at, StringBuilder clear) {
        if (snippet.at(at + 1) == '#') {
            return numericEntity(at, clear);
        }
        for (String[] each : NAMED) {
            if (snippet.has(at, each[0])) {
                clear.append(each[1]);
                return at + each[0].length();
            }
        }
        return at;
    }

    private int numericEntity(int at, StringBuilder clear) {
        boolean hex = snippet.lowerAt(at + 2) == 'x';
        int i = at + (hex ? 3 : 2);
        int from = i;
        int value = 0;
        while (i - from < 8 && snippet.at(i) < 128 && Character.digit(snippet.at(i), hex ? 16 : 10) >= 0) {
            value = Math.min(value * (hex ? 16 : 10) + Character.digit(snippet.at(i), 16), Character.MAX_VALUE);
            i++;
        }
        if (i == from) {
            return at;
        }
        if (value >= ' ') {
            clear.append((char) value);
        }
        return snippet.at(i) == ';' ? i + 1 : i;
    }

    /// Reads runs of base64 that hold text.
    void base64() {
        if (decode) {
            Base64Runs.forEach(snippet.text(), this::lookAgain);
        }
    }

    private void lookAgain(String clear, int start, int end) {
        for (Finding finding : InsecureOutputDetector.detect(clear, false, deadline)) {
            String why = finding.explanation();
            snippet.found(
                    Threat.valueOf(finding.entityType()),
                    start,
                    end,
                    finding.score(),
                    REASON + (why == null ? "" : why));
        }
    }
}
