package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;

/// The edges of a mention in the text: without signs at its ends that do not belong to it, without a possessive
/// `'s`, within one cell of a row whose cells are separated by bars, and with the controls of writing direction
/// directly around it.
///
/// @param start first UTF-16 unit
/// @param end one past the last
record Edges(int start, int end) {

    private static final long SIGNS = Trait.set(
            DOT, COMMA, COLON, DASH, APOSTROPHE, QUOTE, BRACKET, AT, SLASH, BAR, AMPERSAND, HASH, ASSIGN, SYMBOL);

    /// The minimum length of a word to which `==` belongs.
    private static final int BASE64 = 12;

    static Edges of(Words words, Mention mention) {
        int from = mention.from();
        int to = cell(words, from, mention.to());
        while (from < to && words.is(from, SIGNS & ~HASH.bit)) {
            from++;
        }
        while (mention.entity() == Entity.ADDRESS && from < to && isArticle(words, from)) {
            from++;
        }
        boolean more = true;
        while (more && from < to) {
            more = false;
            if (words.is(to - 1, SIGNS) && !belongs(words, from, to - 1)) {
                to--;
                more = true;
            } else if (isPossessive(words, from, to - 1)) {
                to -= 2;
                more = true;
            }
        }
        if (from == to) {
            return new Edges(0, 0);
        }
        if (words.length(to - 1) >= BASE64 && words.is(to - 1, Trait.set(MIXED, ALPHANUMERIC))) {
            to = EncodedNames.padded(words, to);
        }
        return around(words.text(), words.start(from), words.end(to - 1));
    }

    /// Where the first cell that contains a word ends: `Springfield, IL 62701|4111` has two.
    private static int cell(Words words, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (words.is(i, BAR.bit) && words.isGlued(i) && words.isGlued(i + 1)) {
                return i;
            }
        }
        return to;
    }

    /// `in der Lindenstraße`: not part of the address.
    private static boolean isArticle(Words words, int i) {
        return words.is(i, LOWER.bit) && !words.is(i, LOWER_LINE.bit) && words.is(i, PARTICLE.bit | STOP.bit);
    }

    /// Whether a sign belongs to the word before it: the dot of an abbreviation, an asterisk in place of a
    /// letter.
    private static boolean belongs(Words words, int from, int dot) {
        if (words.first(dot) == '*') {
            return words.isGlued(dot) && dot > from;
        }
        return words.first(dot) == '.'
                && dot > from
                && words.isGlued(dot)
                && words.is(dot - 1, Trait.set(INITIAL, COMPANY_SUFFIX, HONORIFIC, PARTICLE, STREET));
    }

    private static boolean isPossessive(Words words, int from, int last) {
        return last > from + 1
                && words.length(last) == 1
                && (words.first(last) | 0x20) == 's'
                && words.is(last - 1, APOSTROPHE.bit)
                && words.isGlued(last)
                && words.isGlued(last - 1);
    }

    private static Edges around(CharSequence text, int start, int end) {
        int from = start;
        int to = end;
        while (from > 0 && isDirection(text.charAt(from - 1))) {
            from--;
        }
        while (to < text.length() && isDirection(text.charAt(to))) {
            to++;
        }
        return new Edges(from, to);
    }

    private static boolean isDirection(char c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
    }
}
