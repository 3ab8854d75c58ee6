package io.plumbline.personaldata.secret;

import io.plumbline.personaldata.text.Chars;

/// The text before a value: its name, in any notation (`key = …`, `"key": "…"`, `setKey("…")`, `key => …`,
/// `Bearer …`). Reads backwards from the value, because a span must be found where it begins; in prose the
/// reading ends at the first or second character.
final class AssignedName {

    private static final int MAX_GAP = 6;
    private static final int MAX_NAME = 60;
    private static final String BEARER = "bearer";

    /// The last letters of the only word that assigns.
    static final String LAST_LETTERS = "rR";

    private AssignedName() {}

    /// Where the name of the value ends; -1 if nothing is assigned.
    static int nameEnd(CharSequence text, int value) {
        int i = value;
        int limit = Math.max(0, value - MAX_GAP);
        boolean quoted = false;
        boolean spaced = false;
        while (i > limit && isGap(text.charAt(i - 1))) {
            i--;
            quoted |= isQuote(text.charAt(i));
            spaced |= text.charAt(i) == ' ';
        }
        if (i == 0) {
            return -1;
        }
        char operator = text.charAt(i - 1);
        if (operator == '=' || operator == ':' || operator == '>') {
            return skipOperator(text, i);
        }
        if (quoted && (operator == '(' || operator == ',')) {
            return skipOperator(text, i);
        }
        int word = i - BEARER.length();
        return spaced && Chars.hasAt(text, word, BEARER) && !Chars.joins(Chars.at(text, word - 1)) ? i : -1;
    }

    private static int skipOperator(CharSequence text, int from) {
        int i = from;
        int limit = Math.max(0, from - MAX_GAP);
        while (i > limit && (isOperator(text.charAt(i - 1)) || isGap(text.charAt(i - 1)))) {
            i--;
        }
        return i;
    }

    /// Where the name begins: letters, digits, dots, hyphens, underscores and single spaces, on one line.
    static int nameStart(CharSequence text, int end) {
        int limit = Math.max(0, end - MAX_NAME);
        int i = end;
        while (i > limit && isName(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static boolean isName(char c) {
        return Chars.isAsciiAlphanumeric(c) || c == '_' || c == '-' || c == '.' || c == ' ' || c == '[' || c == ']';
    }

    private static boolean isOperator(char c) {
        return c == '=' || c == ':' || c == '>' || c == '|' || c == '?' || c == '(' || c == ',';
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == '\t' || c == '\\' || isQuote(c);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }
}
