package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Gazetteer;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import java.util.List;

/// Finds listed places, organizations, nations, beliefs and jobs; finds ages and postcodes by the words beside
/// them.
final class PlainRules {

    private static final double AGE_SCORE = 0.8;
    private static final double ZIP_SCORE = 0.75;
    private static final double PLACE_SCORE = 0.6;
    private static final double ORGANIZATION_SCORE = 0.7;
    private static final double KNOWN_ORGANIZATION = 0.55;
    private static final double NRP_SCORE = 0.65;
    private static final double JOB_SCORE = 0.5;

    private static final long NAME_SHAPE = Trait.set(TITLE, UPPER, MIXED, INITIAL);
    private static final long PLACE = Trait.set(CITY, COUNTRY, STATE);
    private static final long NOT_PLACE = Trait.set(STOP, CALENDAR, COMMON, GIVEN_NAME, FAMILY_NAME);
    private static final long COMPANY_END = Trait.set(COMPANY_SUFFIX, ORGANIZATION_WORD);

    /// A word without any of these begins nothing here.
    private static final long BEGINS = NAME_SHAPE | Trait.set(NUMBER, ALPHANUMERIC);

    private final Words words;
    private final List<Mention> found;

    private PlainRules(Words words, List<Mention> found) {
        this.words = words;
        this.found = found;
    }

    static void find(Words words, List<Mention> found) {
        PlainRules rules = new PlainRules(words, found);
        int i = words.next(0, BEGINS);
        while (i < words.count()) {
            int end = words.is(i, NUMBER.bit | ALPHANUMERIC.bit) ? rules.number(i) : rules.named(i);
            i = words.next(Math.max(i + 1, end), BEGINS);
        }
    }

    private int number(int i) {
        if (words.is(i, DIGITS2.bit | DIGITS3.bit) && words.length(i) <= 3 && isAge(i)) {
            return add(Entity.AGE, i, i + 1, AGE_SCORE, "a number of years beside words of age");
        }
        int end = AddressParts.postcode(words, i);
        if (end > i && afterPostcodeCue(i)) {
            return add(Entity.ZIP_CODE, i, end, ZIP_SCORE, "form of a postcode after its name");
        }
        return i;
    }

    /// `42 years old`, `42-year-old`, `42 Jahre alt`, `42 ans`, `aged 42`, `age: 42`.
    private boolean isAge(int i) {
        int next = words.is(i + 1, DASH.bit) ? i + 2 : i + 1;
        if (Ages.follows(words, next)) {
            return true;
        }
        int before = i - 1;
        if (words.is(before, COLON.bit | ASSIGN.bit | BAR.bit)) {
            before--;
        }
        if (words.is(before, QUOTE.bit)) {
            before--;
        }
        return words.is(before, AGE_CUE.bit) && Ages.precedes(words, before);
    }

    private boolean afterPostcodeCue(int i) {
        int before = i - 1;
        while (before >= 0 && before > i - 4) {
            if (words.is(before, LOWER.bit | NAME_SHAPE) && Ages.isPostcodeCue(words, before)) {
                return true;
            }
            before--;
        }
        return false;
    }

    private int named(int i) {
        if (!words.is(i, NAME_SHAPE)) {
            return i;
        }
        if (words.is(i, JOB.bit | JOB_MODIFIER.bit)) {
            int end = run(i, JOB.bit | JOB_MODIFIER.bit);
            if (words.is(end - 1, JOB.bit) && (end > i + 1 || words.is(i, TITLE.bit))) {
                return add(Entity.JOB_TITLE, i, end, JOB_SCORE, "a job");
            }
        }
        int company = company(i);
        if (company > i) {
            return add(Entity.ORGANIZATION, i, company, ORGANIZATION_SCORE, "a name with a word of organizations");
        }
        if (words.is(i, NRP.bit) && words.is(i, TITLE.bit | UPPER_LINE.bit)) {
            return add(Entity.NRP, i, run(i, NRP.bit), NRP_SCORE, "a nation or belief");
        }
        if (words.is(i, PLACE)
                && (!words.is(i, NOT_PLACE) || (words.is(i + 1, PLACE) && words.is(i + 1, NAME_SHAPE)))) {
            return add(Entity.LOCATION, i, run(i, PLACE), PLACE_SCORE, "a place");
        }
        if (words.is(i, Trait.ORGANIZATION.bit) && !words.is(i, NOT_PLACE)) {
            return add(Entity.ORGANIZATION, i, run(i, Trait.ORGANIZATION.bit), KNOWN_ORGANIZATION, "an organization");
        }
        return i;
    }

    /// The end of a run of capitalized words whose last is a term for companies, such as `Smith & Sons Ltd.`; the
    /// position itself if there is none.
    private int company(int i) {
        if (words.is(i, STOP.bit | CALENDAR.bit)
                || (words.is(i - 1, NAME_SHAPE) && !words.is(i, LINE_START.bit | SENTENCE_START.bit))) {
            return i;
        }
        int end = i;
        for (int k = i; k < Math.min(words.count(), i + 6) && (k == i || !words.is(k, LINE_START.bit)); k++) {
            if (k > i && words.is(k, COMPANY_END) && words.is(k, NAME_SHAPE)) {
                boolean dot = words.is(k, COMPANY_SUFFIX.bit)
                        && words.is(k + 1, DOT.bit)
                        && words.is(k + 1, COMPANY_SUFFIX.bit);
                end = dot ? k + 2 : k + 1;
            } else if (!words.is(k, NAME_SHAPE | AMPERSAND.bit | DASH.bit) || words.is(k, STOP.bit)) {
                boolean comma =
                        words.is(k, COMMA.bit) && words.is(k + 1, COMPANY_SUFFIX.bit) && words.is(k + 1, NAME_SHAPE);
                if (!comma) {
                    break;
                }
            }
        }
        return end;
    }

    private int run(int from, long any) {
        int end = from + 1;
        while (end < from + Gazetteer.LONGEST && words.is(end, any) && !words.is(end, LINE_START.bit | LOWER.bit)) {
            end++;
        }
        while (end > from + 1 && words.is(end - 1, DOT.bit | DASH.bit)) {
            end--;
        }
        return end;
    }

    private int add(Entity entity, int from, int to, double score, String why) {
        found.add(new Mention(entity, from, to, score, why));
        return to;
    }
}
