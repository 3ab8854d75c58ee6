package io.plumbline.guardrails.scan;

/// What characters are to an automaton of patterns: letters in lower case, digits of any script as ASCII ones, all
/// spaces that
/// separate groups as the plain one, all dashes as the hyphen.
final class Symbols {

    private static final int ASCII = 128;
    private static final char[] OF_ASCII = new char[ASCII];

    static {
        for (char c = 0; c < ASCII; c++) {
            OF_ASCII[c] = Character.toLowerCase(c);
        }
    }

    private Symbols() {}

    static char of(char c) {
        return c < ASCII ? OF_ASCII[c] : ofOther(c);
    }

    private static char ofOther(char c) {
        int digit = Chars.digit(c);
        if (digit >= 0) {
            return (char) ('0' + digit);
        }
        if (Chars.isGroupSpace(c)) {
            return ' ';
        }
        return Chars.isDash(c) ? '-' : Character.toLowerCase(c);
    }
}
