package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import io.plumbline.personaldata.text.Chars;
import java.util.List;

/// Decides whether a word belongs to an address where it stands: a word for streets or for parts of houses is
/// often another word, as in `row.amount`, `ball bearing`, `unit price` and `product IN ('883-24')`.
final class AddressWords {

    private static final List<String> OF_OTHER_WORDS = List.of("ring", "tie", "gade", "kade");

    /// The maximum distance from a street in lower case to its number.
    private static final int NUMBER_BEFORE = 4;

    private static final long NAME_SHAPE = Trait.set(TITLE, UPPER, MIXED, INITIAL);
    private static final long ANY_NUMBER = Trait.set(NUMBER, ALPHANUMERIC);
    private static final long LISTED = Trait.set(CITY, STATE, COUNTRY);
    private static final long ANY = LISTED | Trait.set(STATE_CODE, STREET, STREETLIKE, STREET_BEFORE, UNIT, NON_LATIN);

    private AddressWords() {}

    /// Whether it may be a street, a part of a house, a town, a state or a country.
    static boolean speaks(Words words, int i) {
        if (!words.is(i, ANY) || (words.is(i + 1, DASH.bit) && words.isGlued(i + 1))) {
            return false;
        }
        boolean written = words.is(i, NAME_SHAPE | LOWER_LINE.bit);
        return words.is(i, NON_LATIN.bit)
                || (words.is(i, LISTED) && written)
                || isState(words, i)
                || isStreet(words, i)
                || (words.is(i, UNIT.bit) && written && isNumbered(words, i));
    }

    /// Whether a state's two letters stand where a state belongs, after a comma or before a postcode.
    static boolean isState(Words words, int i) {
        return words.is(i, STATE_CODE.bit)
                && (words.is(i - 1, COMMA.bit) || words.is(i + 1, DIGITS4.bit | DIGITS5.bit | ALPHANUMERIC.bit));
    }

    /// Whether it ends like the name of a street, and is not a word that only does, such as `bearing`, `necktie`
    /// or `brigade`.
    static boolean isLikeStreet(Words words, int i) {
        return words.is(i, STREETLIKE.bit)
                && OF_OTHER_WORDS.stream()
                        .noneMatch(ending -> Chars.hasAt(words.text(), words.end(i) - ending.length(), ending));
    }

    /// An abbreviation that begins a line, such as `CT of the chest`, is not that of a street.
    private static boolean isStreet(Words words, int i) {
        if (isLikeStreet(words, i)) {
            return true;
        }
        boolean capital = words.is(i, NAME_SHAPE);
        if (words.is(i, STREET_BEFORE.bit)) {
            return capital || words.is(i + 1, NAME_SHAPE | PARTICLE.bit) || words.is(i, LOWER_LINE.bit);
        }
        if (words.is(i, LINE_START.bit) && words.is(i, UPPER.bit) && !words.is(i, UPPER_LINE.bit)) {
            return false;
        }
        return words.is(i, STREET.bit) && (capital || (words.is(i, LOWER_LINE.bit) && isAfterNumber(words, i)));
    }

    private static boolean isAfterNumber(Words words, int street) {
        for (int i = street - 1; i >= Math.max(0, street - NUMBER_BEFORE); i--) {
            if (words.is(i, ANY_NUMBER)) {
                return true;
            }
        }
        return false;
    }

    /// `Apt. 5`, `Suite 12B`, `2. OG`.
    private static boolean isNumbered(Words words, int unit) {
        int after = words.is(unit + 1, DOT.bit | HASH.bit) ? unit + 2 : unit + 1;
        int before = words.is(unit - 1, DOT.bit) ? unit - 2 : unit - 1;
        return words.is(after, ANY_NUMBER | INITIAL.bit) || words.is(before, ANY_NUMBER);
    }
}
