package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.text.Chars;

/// Maps characters to the symbols of pattern automata: letters to lower case, digits of any script to ASCII, all
/// spaces that separate groups to the plain one, all dashes to the hyphen.
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
