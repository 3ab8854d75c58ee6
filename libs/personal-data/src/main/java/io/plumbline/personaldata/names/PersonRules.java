package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Cues;
import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Lead;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import java.util.List;

/// Finds people by the words before their names (`Dr.`, `Name:`, `my name is`, `Dear`), and by the lists of given
/// and family names; also finds the titles before names. Streams and policies without the encoder depend on these
/// rules alone; they therefore require capitals or a context, and know few names that are also words.
final class PersonRules {

    private static final double TITLED = 0.9;
    private static final double LABELLED = 0.85;
    private static final double UNLISTED = 0.8;
    private static final double LISTED_BOTH = 0.8;
    private static final double LISTED_GIVEN = 0.6;
    private static final double SMALL_LETTERS = 0.5;
    private static final double MASKED = 0.7;
    private static final double TITLE_SCORE = 0.85;
    private static final int LONGEST = 5;
    private static final int TITLES = 3;

    private static final long NAME_SHAPE = Trait.set(Trait.TITLE, UPPER, MIXED, INITIAL);
    private static final long NO_NAME =
            Trait.set(STOP, CALENDAR, NUMBER, ALPHANUMERIC, COMPANY_SUFFIX, ORGANIZATION_WORD, UNIT, AGE_CUE);
    private static final long NAME = Trait.set(GIVEN_NAME, FAMILY_NAME);
    private static final long PLACE = Trait.set(CITY, COUNTRY, STATE);
    private static final long AMBIGUOUS = Trait.set(COMMON, CITY, COUNTRY, STATE, CALENDAR, JOB, STREET);

    /// A word without any of these begins nothing here.
    private static final long BEGINS = NAME | Trait.set(HONORIFIC, CUE, INITIAL) | Lead.INTRODUCTION;

    private final Words words;
    private final List<Mention> found;

    private PersonRules(Words words, List<Mention> found) {
        this.words = words;
        this.found = found;
    }

    static void find(Words words, List<Mention> found) {
        PersonRules rules = new PersonRules(words, found);
        int i = words.next(0, BEGINS);
        while (i < words.count()) {
            i = words.next(Math.max(i + 1, rules.at(i)), BEGINS);
        }
    }

    /// The end of the name that begins here; the position itself if none does.
    private int at(int i) {
        if (words.is(i, HONORIFIC.bit) && words.is(i, NAME_SHAPE)) {
            int end = afterTitle(i);
            if (end > i) {
                return end;
            }
        }
        if (words.is(i, CUE.bit) || Cues.isIntroduction(words, i)) {
            int begin = Cues.nameAfter(words, i);
            int end = begin < 0 || words.is(begin, HONORIFIC.bit) ? begin : nameEnd(begin);
            if (end > begin && isPlausible(begin, end, Cues.isStrong(words, i))) {
                double score = isListed(begin, end) ? LABELLED : UNLISTED;
                found.add(new Mention(Entity.PERSON, begin, end, score, "a name after words that announce one"));
                return end;
            }
        }
        return listed(i);
    }

    /// The end of the name after titles; the position of the title itself if there is none.
    private int afterTitle(int title) {
        int begin = title;
        for (int more = 0; more < TITLES && words.is(begin, HONORIFIC.bit) && words.is(begin, NAME_SHAPE); more++) {
            begin += words.is(begin + 1, DOT.bit) && words.isGlued(begin + 1) ? 2 : 1;
            if (words.is(begin, LINE_START.bit)) {
                return title;
            }
        }
        int end = isMonthAsName(begin) ? begin + 1 : nameEnd(begin);
        boolean sure = end > begin && (words.length(title) <= 5 || words.is(begin, NAME));
        if (!sure) {
            return title;
        }
        found.add(new Mention(Entity.TITLE, title, begin, TITLE_SCORE, "a title before a name"));
        found.add(new Mention(Entity.PERSON, begin, end, TITLED, "a name after a title"));
        return end;
    }

    /// `Mr. May`: a month that is also a name.
    private boolean isMonthAsName(int i) {
        return words.is(i, CALENDAR.bit) && words.is(i, Trait.TITLE.bit) && words.is(i, COMMON.bit | NAME);
    }

    /// Whether a name after a cue is plausible: after a strong cue any capitalized word, after others a listed
    /// name.
    private boolean isPlausible(int begin, int end, boolean strong) {
        if (!strong && words.is(begin, PLACE)) {
            return false;
        }
        return strong || isListed(begin, end);
    }

    private boolean isListed(int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (words.is(i, NAME)) {
                return true;
            }
        }
        return false;
    }

    private int listed(int i) {
        if (!words.is(i, NAME)) {
            return words.is(i, INITIAL.bit) ? masked(i) : i;
        }
        if (words.is(i, LOWER.bit)) {
            return smallLetters(i);
        }
        int end = nameEnd(i);
        if (end - i < 2) {
            return i;
        }
        boolean given = words.is(i, GIVEN_NAME.bit);
        boolean family = words.is(end - 1, FAMILY_NAME.bit) && !words.is(end - 1, AMBIGUOUS & ~COMMON.bit);
        boolean familyFirst =
                words.is(i, FAMILY_NAME.bit) && words.is(end - 1, GIVEN_NAME.bit) && !words.is(i, AMBIGUOUS);
        if ((given && family) || familyFirst) {
            boolean doubtful = words.is(i, AMBIGUOUS) && words.is(end - 1, AMBIGUOUS);
            double score = doubtful ? SMALL_LETTERS : LISTED_BOTH;
            found.add(new Mention(Entity.PERSON, i, end, score, "a given and a family name"));
            return end;
        }
        if (given && !words.is(i, AMBIGUOUS)) {
            found.add(new Mention(Entity.PERSON, i, end, LISTED_GIVEN, "a given name and a word in capitals"));
            return end;
        }
        return i;
    }

    /// `J***** S****`: initials followed by asterisks.
    private int masked(int i) {
        int first = stars(i);
        int end = first > i ? stars(first) : i;
        if (end > first) {
            found.add(new Mention(Entity.PERSON, i, end, MASKED, "initials before what was made unreadable"));
            return end;
        }
        return i;
    }

    private int stars(int initial) {
        int end = initial + 1;
        while (end < initial + 20 && words.is(end, SYMBOL.bit) && words.isGlued(end) && words.first(end) == '*') {
            end++;
        }
        return words.is(initial, INITIAL.bit) && end > initial + 2 ? end : initial;
    }

    /// A given name and a family name in lower case, neither of them another word.
    private int smallLetters(int i) {
        int next = i + 1;
        boolean pair = words.is(i, GIVEN_NAME.bit)
                && words.is(next, FAMILY_NAME.bit)
                && words.is(next, LOWER.bit)
                && !words.is(i, AMBIGUOUS | NO_NAME)
                && !words.is(next, AMBIGUOUS | NO_NAME)
                && words.length(i) > 2
                && words.length(next) > 2;
        if (pair) {
            found.add(new Mention(Entity.PERSON, i, next + 1, SMALL_LETTERS, "a given and a family name"));
            return next + 1;
        }
        return i;
    }

    /// One past the last word of a name that begins here; the position itself if it cannot be one.
    private int nameEnd(int begin) {
        int end = begin;
        int i = begin;
        while (i < words.count() && i - begin < 2 * LONGEST && (i == begin || !words.is(i, LINE_START.bit))) {
            if (isNamePart(i)) {
                i++;
                end = i;
            } else if (i > begin && (isParticle(i) || joint(i))) {
                i++;
            } else {
                break;
            }
        }
        return end;
    }

    private boolean isNamePart(int i) {
        boolean shaped = (words.is(i, NAME_SHAPE) && !Character.isLowerCase(words.first(i)))
                || (words.is(i, NON_LATIN.bit) && words.is(i, NAME));
        boolean otherWord = words.is(i, NO_NAME)
                && !(words.is(i, GIVEN_NAME.bit) && words.is(i, Trait.TITLE.bit) && words.is(i, COMMON.bit));
        return shaped && !otherWord;
    }

    private boolean isParticle(int i) {
        return words.is(i, PARTICLE.bit) && words.is(i, LOWER.bit) && words.length(i) > 1;
    }

    /// A sign that joins parts of a name: the dot of an initial, a hyphen, an apostrophe.
    private boolean joint(int i) {
        if (words.is(i, DOT.bit)) {
            return words.isGlued(i) && words.first(i) == '.' && words.is(i - 1, INITIAL.bit);
        }
        return words.is(i, DASH.bit | APOSTROPHE.bit)
                && words.isGlued(i)
                && i + 1 < words.count()
                && words.isGlued(i + 1);
    }
}
