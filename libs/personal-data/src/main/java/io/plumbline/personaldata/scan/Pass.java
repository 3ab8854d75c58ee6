package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.text.Chars;
import io.plumbline.personaldata.text.Unveiled;

/// One pass over a text, word by word. The position of the next digit is found once for all words before it. One
/// per scan; not thread-safe.
final class Pass {

    private static final int ASCII = 128;
    private static final int CHECK_EVERY = 0x1000;

    private final SpanScanner scanner;
    private final CharSequence text;
    private final int length;
    private final Deadline deadline;
    private final boolean clear;
    private final Spans spans;
    private int digit = -1;
    private int check;

    /// @param clear whether the text has no veil, or its veil does not matter
    Pass(SpanScanner scanner, CharSequence text, Deadline deadline, boolean clear, Spans spans) {
        this.scanner = scanner;
        this.text = text;
        this.length = text.length();
        this.deadline = deadline;
        this.clear = clear;
        this.spans = spans;
    }

    /// @return false when the text has a veil and must be inspected without it
    boolean run(int from) {
        deadline.check();
        check = from + CHECK_EVERY;
        boolean inWord = from > 0 && Chars.joins(text.charAt(from - 1));
        int i = from;
        while (i < length) {
            checkTime(i);
            char c = text.charAt(i);
            if (c < ASCII && Chars.isAsciiAlphanumeric(c)) {
                int end = wordEnd(i);
                i = within(inWord ? i : word(i, end), end);
                inWord = true;
            } else if (c < ASCII) {
                if (scanner.isSign(c) && !sign(c, i)) {
                    return false;
                }
                inWord = false;
                i++;
            } else if (!clear && Unveiled.veilsAt(text, i)) {
                return false;
            } else {
                inWord = other(c, i++, inWord);
            }
        }
        return true;
    }

    private void checkTime(int at) {
        if (at >= check) {
            deadline.check();
            check = at + CHECK_EVERY;
        }
    }

    /// Where the run of ASCII letters and digits here ends.
    private int wordEnd(int from) {
        int i = from + 1;
        while (i < length && Chars.isAsciiAlphanumeric(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// Inspects the beginning of a word; returns from where its middle is to be inspected.
    private int word(int at, int end) {
        int next = nextDigit(at);
        PatternIndex patterns = scanner.patterns();
        if (patterns.mayBegin(text, at, end, next < end)) {
            patterns.atWordAsAtSign(text, at, end, next, spans);
            scanner.words().call(text, at, end, spans);
            patterns.atWord(text, at, end, next, spans);
        } else {
            scanner.words().call(text, at, end, spans);
            patterns.nearDigit(text, at, end, next, spans);
        }
        return at + 1;
    }

    /// Finds what begins within a word; returns where the word ends.
    private int within(int from, int end) {
        if (!scanner.looksWithinLetters() && nextDigit(from) >= end) {
            return end;
        }
        for (int i = from; i < end; i++) {
            checkTime(i);
            if (scanner.looksWithin(text.charAt(i))) {
                scanner.patterns().within(text, i, spans);
            }
        }
        return end;
    }

    /// @return false when the sign begins a veil
    private boolean sign(char c, int at) {
        scanner.patterns().atSign(text, at, spans);
        if (!clear && Unveiled.veilsAt(text, at)) {
            return false;
        }
        for (Recognizer recognizer : scanner.atSign(c)) {
            recognizer.recognize(text, at, spans);
        }
        return true;
    }

    /// Inspects a non-ASCII character; returns whether it belongs to a word.
    private boolean other(char c, int at, boolean inWord) {
        boolean joins = Chars.joins(c);
        if (inWord && joins) {
            scanner.patterns().within(text, at, spans);
            return true;
        }
        scanner.patterns().atSign(text, at, spans);
        if (!inWord && Chars.isDigit(c)) {
            for (Recognizer recognizer : scanner.atDigits()) {
                recognizer.recognize(text, at, spans);
            }
        }
        if (joins) {
            scanner.patterns().atWord(text, at, PatternIndex.UNKNOWN, nextDigit(at), spans);
        }
        return joins;
    }

    private int nextDigit(int from) {
        int i = Math.max(digit, from);
        while (i < length && !Chars.isDigit(text.charAt(i))) {
            i++;
        }
        digit = i;
        return i;
    }
}
