package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Letters;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import java.util.List;

/// Finds postal addresses by their grammar: a street with its number in the order of the country (`12 Oak
/// Street`, `Hauptstraße 12`, `Calle Mayor 5`, `12, rue de la Paix`) or a post box, followed by any of a unit,
/// town, state, postcode and country, on one line or several.
final class PostalAddressRules {

    private static final double STREET_ONLY = 0.6;
    private static final double WITH_TOWN = 0.9;

    /// Below the scores on which policies act.
    private static final double UNSUPPORTED = 0.45;

    private static final int LONGEST_STREET = 6;
    private static final int LONGEST_TOWN = 4;

    private static final long NAME_SHAPE = Trait.set(TITLE, UPPER, MIXED, INITIAL);
    private static final long IN_STREET = NAME_SHAPE | Trait.set(PARTICLE, ALPHANUMERIC, DASH, APOSTROPHE, NON_LATIN);
    private static final long SEPARATOR = Trait.set(COMMA, DASH, BAR);

    /// A word without any of these begins nothing here.
    private static final long BEGINS = NAME_SHAPE | Trait.set(NUMBER, ALPHANUMERIC, LOWER_LINE, STREET_BEFORE);

    private final Words words;
    private final List<Mention> found;

    private PostalAddressRules(Words words, List<Mention> found) {
        this.words = words;
        this.found = found;
    }

    static void find(Words words, List<Mention> found) {
        PostalAddressRules rules = new PostalAddressRules(words, found);
        int i = words.next(0, BEGINS);
        while (i < words.count()) {
            i = words.next(Math.max(i + 1, rules.at(i)), BEGINS);
        }
    }

    /// Whether its street is a word that only ends like one, such as `bearing`, `necktie` or `brigade`.
    private boolean isOtherWord(int from, int to) {
        for (int i = from; i < to; i++) {
            if (words.is(i, STREET.bit | STREET_BEFORE.bit | UNIT.bit)) {
                return false;
            }
            if (words.is(i, STREETLIKE.bit) && !AddressWords.isLikeStreet(words, i)) {
                return true;
            }
        }
        return false;
    }

    private int at(int i) {
        int begin = i;
        int end = numberFirst(i);
        if (end == i) {
            end = streetFirst(i);
        }
        if (end == i) {
            end = box(i);
        }
        if (end == i) {
            return i;
        }
        int whole = tail(end);
        boolean doubtful = words.is(i, LOWER_LINE.bit) || isOtherWord(i, end);
        double score = whole > end ? WITH_TOWN : doubtful ? UNSUPPORTED : STREET_ONLY;
        found.add(new Mention(Entity.ADDRESS, begin, whole, score, "form of an address"));
        return whole;
    }

    /// `12 Oak Street`, `12b N. Oak St.`, `12, rue de la Paix`, `750 Via Roma`.
    private int numberFirst(int i) {
        if (!isHouseNumber(i)) {
            return i;
        }
        int at = afterRange(i);
        if (words.is(at, COMMA.bit) && words.is(at + 1, STREET_BEFORE.bit)) {
            at++;
        }
        boolean before = words.is(at, STREET_BEFORE.bit) && words.is(at, NAME_SHAPE | LOWER.bit);
        int limit = Math.min(words.count(), at + LONGEST_STREET);
        boolean small = words.is(i, LOWER_LINE.bit);
        for (int k = before ? at + 1 : at; k < limit && !words.is(k, LINE_START.bit); k++) {
            if (k > at && isStreetType(k, small)) {
                return abbreviated(k + 1);
            }
            if (words.is(k, STREETLIKE.bit) && (words.is(k, NAME_SHAPE) || small)) {
                return k + 1;
            }
            if (!words.is(k, IN_STREET) && !(small && words.is(k, LOWER.bit)) && !isDirectionDot(k)) {
                return before && k > at + 1 ? k : i;
            }
        }
        return i;
    }

    /// `Hauptstraße 12`, `Berliner Straße 5a`, `Calle Mayor, 5`, `Via Roma 3`.
    private int streetFirst(int i) {
        boolean capital = words.is(i, NAME_SHAPE);
        boolean small = words.is(i, LOWER_LINE.bit);
        if (!capital && !small && !words.is(i, STREET_BEFORE.bit)) {
            return i;
        }
        if (words.isGlued(i) && words.is(i - 1, ASSIGN.bit)) {
            return i; // part of a name in code
        }
        if (words.is(i, STREETLIKE.bit)) {
            return withNumber(abbreviated(i + 1), i);
        }
        if (words.is(i, STREET_BEFORE.bit)) {
            int at = abbreviated(i + 1);
            if (words.is(at, SLASH.bit)) {
                at++;
            }
            int limit = Math.min(words.count(), at + LONGEST_STREET);
            int k = at;
            while (k < limit
                    && !words.is(k, LINE_START.bit)
                    && (words.is(k, IN_STREET) || (small && words.is(k, LOWER.bit)))) {
                k++;
            }
            return k > at ? withNumber(k, i) : i;
        }
        if (capital && words.is(i + 1, STREET.bit) && words.is(i + 1, NAME_SHAPE) && !words.is(i + 1, LINE_START.bit)) {
            return withNumber(abbreviated(i + 2), i);
        }
        return i;
    }

    private int withNumber(int at, int otherwise) {
        int number = words.is(at, COMMA.bit) && words.isGlued(at) ? at + 1 : at;
        return isHouseNumber(number) && !words.is(number, LINE_START.bit) ? afterRange(number) : otherwise;
    }

    /// `P.O. Box 123`, `Postfach 12 34`.
    private int box(int i) {
        if (!words.is(i, UNIT.bit) || !words.is(i, NAME_SHAPE)) {
            return i;
        }
        char first = Letters.folded(words.first(i));
        int at = i + 1;
        if (first != 'p') {
            return i;
        }
        while (at < i + 5 && words.is(at, DOT.bit | UNIT.bit | INITIAL.bit)) {
            at++;
        }
        boolean named = words.length(i) == 8 || (words.is(at - 1, UNIT.bit) && words.length(at - 1) == 3);
        return named && words.is(at, NUMBER.bit) ? at + 1 : i;
    }

    private boolean isHouseNumber(int i) {
        return isNumber(i) && !isPartOfNumber(i);
    }

    private boolean isNumber(int i) {
        return words.is(i, NUMBER.bit | ALPHANUMERIC.bit)
                && !words.is(i, DIGITS6.bit)
                && Character.isDigit(words.first(i))
                && words.first(i) != '0'
                && words.length(i) <= 6;
    }

    /// Whether it continues a date, a time or a number: `1985-11-27`, `10:30`.
    private boolean isPartOfNumber(int i) {
        return words.isGlued(i)
                && words.isGlued(i - 1)
                && words.is(i - 1, DASH.bit | COLON.bit | DOT.bit)
                && words.is(i - 2, NUMBER.bit | ALPHANUMERIC.bit);
    }

    /// After `12`, `12-14`, `12/3`, `12 b`.
    private int afterRange(int number) {
        int at = number + 1;
        if (words.is(at, DASH.bit | SLASH.bit) && words.isGlued(at) && words.isGlued(at + 1) && isNumber(at + 1)) {
            at += 2;
        }
        return at;
    }

    private boolean isStreetType(int i, boolean small) {
        return words.is(i, STREET.bit) && (words.is(i, NAME_SHAPE) || small);
    }

    private boolean isDirectionDot(int i) {
        return words.is(i, DOT.bit) && words.isGlued(i) && words.length(i - 1) <= 2 && !words.is(i - 1, NUMBER.bit);
    }

    /// After the dot of `St.`, which does not end a sentence if the line or a town continues.
    private int abbreviated(int at) {
        boolean dot = words.is(at, DOT.bit) && words.isGlued(at) && words.length(at - 1) <= 4 && at + 1 < words.count();
        return dot && words.is(at + 1, NUMBER.bit | ALPHANUMERIC.bit | COMMA.bit | UNIT.bit | NAME_SHAPE) ? at + 1 : at;
    }

    /// The parts after the street, in sequence, each after a comma, a line end or nothing.
    private int tail(int from) {
        int end = from;
        for (int part = 0; part < 7; part++) {
            int at = end;
            while (words.is(at, SEPARATOR) && at < end + 2) {
                at++;
            }
            int next = AddressParts.end(words, at, LONGEST_TOWN);
            if (next == at) {
                break;
            }
            end = next;
        }
        return end;
    }
}
