package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Gazetteer;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;

/// The parts of an address after its street: unit, postcode, state, country, town.
final class AddressParts {

    private static final long NAME_SHAPE = Trait.set(TITLE, UPPER, MIXED, INITIAL);
    private static final long PLACE = Trait.set(CITY, COUNTRY, STATE, STATE_CODE);

    private AddressParts() {}

    /// One past the part that begins here; the position itself if none does.
    static int end(Words words, int at, int longestTown) {
        int end = unit(words, at);
        if (end == at) {
            end = postcode(words, at);
        }
        if (end == at) {
            end = listed(words, at);
        }
        return end == at ? town(words, at, longestTown) : end;
    }

    /// `Apt. 5`, `Suite 12B`, `#4`, `2. OG`, `12th Floor`, `3º B`.
    private static int unit(Words words, int at) {
        if (words.is(at, HASH.bit) && words.is(at + 1, NUMBER.bit | ALPHANUMERIC.bit)) {
            return at + 2;
        }
        if (words.is(at, UNIT.bit)) {
            int number = words.is(at + 1, DOT.bit) ? at + 2 : at + 1;
            return words.is(number, NUMBER.bit | ALPHANUMERIC.bit | INITIAL.bit) ? number + 1 : at;
        }
        if (words.is(at, ALPHANUMERIC.bit) && isFloor(words, at)) {
            return words.is(at + 1, INITIAL.bit) && !words.is(at + 1, LINE_START.bit) ? at + 2 : at + 1;
        }
        if (words.is(at, NUMBER.bit | ALPHANUMERIC.bit)) {
            int unit = words.is(at + 1, DOT.bit) ? at + 2 : at + 1;
            return words.is(unit, UNIT.bit) && words.is(unit, NAME_SHAPE) ? unit + 1 : at;
        }
        return at;
    }

    /// `3º`, `2ª`.
    private static boolean isFloor(Words words, int at) {
        char last = words.text().charAt(words.end(at) - 1);
        return words.length(at) <= 3 && (last == 'º' || last == 'ª');
    }

    /// A postcode of four or five digits, `12345-6789`, `D-12345`, `SW1A 1AA`, `K1A 0B1`, `1234 AB`, `123 45`,
    /// `00-950`.
    static int postcode(Words words, int at) {
        int begin = at;
        if (words.is(at, INITIAL.bit | UPPER.bit)
                && words.length(at) <= 2
                && words.is(at + 1, DASH.bit)
                && words.isGlued(at + 1)) {
            begin = at + 2;
        }
        if (words.is(begin, ALPHANUMERIC.bit)
                && words.length(begin) <= 4
                && words.is(begin + 1, ALPHANUMERIC.bit)
                && words.length(begin + 1) == 3) {
            return begin + 2;
        }
        if (words.is(begin, ALPHANUMERIC.bit) && words.length(begin) == 6) {
            return begin + 1;
        }
        if (!words.is(begin, NUMBER.bit)) {
            return at;
        }
        int length = words.length(begin);
        int next = begin + 1;
        boolean glued = words.is(next, DASH.bit) && words.isGlued(next) && words.isGlued(next + 1);
        if (length == 5) {
            return glued && words.is(next + 1, DIGITS4.bit) ? next + 2 : next;
        }
        if (length == 4) {
            return words.is(next, UPPER.bit) && words.length(next) == 2 && !words.is(next, STATE_CODE.bit)
                    ? next + 1
                    : next;
        }
        if (length == 3 && words.is(next, NUMBER.bit) && words.length(next) == 2) {
            return next + 1;
        }
        return length == 2 && glued && words.is(next + 1, DIGITS3.bit) ? next + 2 : at;
    }

    /// A listed state, country or town.
    private static int listed(Words words, int at) {
        int end = at;
        while (end < at + Gazetteer.LONGEST
                && words.is(end, PLACE)
                && (end == at || !words.is(end, LINE_START.bit))
                && words.is(end, NAME_SHAPE | LOWER_LINE.bit | DOT.bit | DASH.bit | PARTICLE.bit | LOWER.bit)) {
            end++;
        }
        return end;
    }

    /// An unlisted town: capitalized words before or after a state or a postcode.
    private static int town(Words words, int at, int longest) {
        int end = at;
        while (end < at + longest && words.is(end, NAME_SHAPE) && (end == at || !words.is(end, LINE_START.bit))) {
            end++;
        }
        if (end == at) {
            return at;
        }
        int next = end;
        while (words.is(next, COMMA.bit) && next < end + 1) {
            next++;
        }
        boolean before = (words.is(next, PLACE) && words.is(next, NAME_SHAPE)) || postcode(words, next) > next;
        boolean after = words.is(at - 1, NUMBER.bit) && words.length(at - 1) >= 4 && !words.is(at, LINE_START.bit);
        return before || after ? end : at;
    }
}
