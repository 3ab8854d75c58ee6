package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.text.Chars;
import org.jspecify.annotations.Nullable;

/// A span of a text that matches a form.
final class Match {

    private static final int FEW_LETTERS = 2;

    private final CharSequence text;
    private final int start;
    private final int end;
    private @Nullable String compact;

    Match(CharSequence text, int start, int end) {
        this.text = text;
        this.start = start;
        this.end = end;
    }

    CharSequence text() {
        return text;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /// Its letters in upper case and its digits, as ASCII, without all other characters.
    String compact() {
        String known = compact;
        if (known == null) {
            StringBuilder letters = new StringBuilder(end - start);
            for (int i = start; i < end; i++) {
                char symbol = Symbols.of(text.charAt(i));
                if (Character.isLetterOrDigit(symbol)) {
                    letters.append(Character.toUpperCase(symbol));
                }
            }
            known = letters.toString();
            compact = known;
        }
        return known;
    }

    /// Its text as written.
    String asWritten() {
        return text.subSequence(start, end).toString();
    }

    boolean hasLowerCase() {
        for (int i = start; i < end; i++) {
            if (Character.isLowerCase(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a sign joins it to a preceding letter or digit, or to a following digit.
    boolean isJoined() {
        boolean before =
                (isSign(start - 1) || Chars.at(text, start - 1) == '_') && Chars.joins(Chars.at(text, start - 2));
        return before || (isSign(end) && Chars.isDigit(Chars.at(text, end + 1)));
    }

    /// Whether the span meets the form's requirement to be a whole word.
    static boolean isWord(CharSequence text, int start, int end, Form form) {
        return !(form.startsWord() && joins(text, start)) && !(form.endsWord() && joins(text, end));
    }

    private static boolean joins(CharSequence text, int place) {
        return Chars.joins(Chars.at(text, place - 1)) && Chars.joins(Chars.at(text, place));
    }

    /// Whether it consists of digits, in one run or in groups separated by spaces.
    boolean isNumber() {
        for (int i = start; i < end; i++) {
            char symbol = Symbols.of(text.charAt(i));
            if (symbol != ' ' && (symbol < '0' || symbol > '9')) {
                return false;
            }
        }
        return true;
    }

    /// Whether it consists of digits and signs with at most two letters.
    boolean isMostlyDigits() {
        int letters = 0;
        for (int i = start; i < end; i++) {
            letters += Character.isLetter(Symbols.of(text.charAt(i))) ? 1 : 0;
        }
        return letters <= FEW_LETTERS;
    }

    /// Whether digits continue behind a sign before it or after it: it is part of an address, a version, a date.
    boolean isPartOfNumber() {
        return (isSign(start - 1) && Chars.isDigit(Chars.at(text, start - 2)))
                || (isSign(end) && Chars.isDigit(Chars.at(text, end + 1)));
    }

    private boolean isSign(int at) {
        char c = Chars.at(text, at);
        return c == '.' || c == '/' || c == ':' || Chars.isDash(c);
    }

    /// Whether the text ends too early to determine what it is part of.
    boolean isOpen() {
        return end + 1 >= text.length();
    }
}
