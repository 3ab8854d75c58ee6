package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.MedicalWord.*;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Gazetteer;
import io.plumbline.personaldata.names.word.Lead;
import io.plumbline.personaldata.names.word.MedicalEndings;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import java.util.List;

/// Finds conditions (`type 2 diabetes mellitus`), drugs with their dose (`metformin 500 mg`), and examinations
/// and treatments (`chest X-ray`, `appendectomy`) by a list of words, by endings and by the patterns in which
/// such words combine. Alone they identify nobody and score low; near a word about a patient they score higher.
/// Ambiguous words (`stroke`, `depression`) are found only there.
final class MedicalRules {

    private static final double TOLD = 0.4;
    private static final double OF_SOMEBODY = 0.7;
    private static final int LONGEST = 6;
    private static final int BEFORE = 10;
    private static final int AFTER = 6;
    private static final String[] UNITS = {"mg", "mcg", "g", "ml", "iu", "units", "unit", "µg", "micrograms"};

    private static final long BEGINS_CONDITION = CONDITION.bit | WEAK.bit | MODIFIER.bit | SITE.bit;
    private static final long GOES_ON = BEGINS_CONDITION | HEAD.bit | HEAD_OF_SITE.bit;
    private static final long BEGINS_EXAM = EXAM.bit | EXAM_BEFORE.bit | SITE.bit;

    private static final long SPELT =
            Trait.set(Trait.TITLE, Trait.UPPER, Trait.LOWER, Trait.MIXED, Trait.INITIAL, Trait.ALPHANUMERIC);

    private final Gazetteer lists = Gazetteer.medical();
    private final Words words;
    private final List<Mention> found;

    /// Where the entry found by [#entry] ends.
    private int end;

    private MedicalRules(Words words, List<Mention> found) {
        this.words = words;
        this.found = found;
    }

    static void find(Words words, List<Mention> found) {
        MedicalRules rules = new MedicalRules(words, found);
        int i = words.next(0, Lead.MEDICAL);
        while (i < words.count()) {
            i = words.next(Math.max(i + 1, rules.at(i)), Lead.MEDICAL);
        }
    }

    /// The end of a mention that begins here; the position itself if there is none.
    private int at(int i) {
        long kinds = entry(i);
        if (kinds == 0) {
            return i;
        }
        int entryEnd = end;
        if ((kinds & DRUG.bit) != 0) {
            return drug(i, entryEnd);
        }
        int exam = (kinds & BEGINS_EXAM) == 0 ? i : exam(i);
        int condition = (kinds & BEGINS_CONDITION) == 0 ? i : condition(i);
        return Math.max(exam, condition);
    }

    /// The kinds of the longest entry that begins at a word, with its [#end]; 0 if none does.
    private long entry(int i) {
        end = i + 1;
        if (!words.is(i, SPELT)) {
            return 0;
        }
        long kinds = 0;
        long hash = words.hash(i);
        long known = lists.traits(hash);
        for (int j = i + 1; known != Gazetteer.UNKNOWN; j++) {
            if (known != 0) {
                kinds = known;
                end = j;
            }
            if (j == words.count() || j == i + Gazetteer.LONGEST || words.is(j, Trait.LINE_START.bit)) {
                break;
            }
            hash = Gazetteer.addWord(hash, words.hash(j));
            known = lists.traits(hash);
        }
        return kinds != 0 || words.is(i, Trait.MIXED.bit)
                ? kinds
                : MedicalEndings.of(words.text(), words.start(i), words.end(i));
    }

    private int condition(int i) {
        int best = i;
        boolean certain = false;
        boolean qualified = false;
        boolean site = false;
        int at = i;
        while (at < i + LONGEST && at < words.count() && (at == i || !words.is(at, Trait.LINE_START.bit))) {
            long kinds = entry(at);
            if ((kinds & GOES_ON) == 0) {
                break;
            }
            boolean named = (kinds & CONDITION.bit) != 0
                    || ((kinds & HEAD.bit) != 0 && qualified)
                    || ((kinds & HEAD_OF_SITE.bit) != 0 && site);
            if (named || (kinds & WEAK.bit) != 0) {
                best = end;
                certain |= named || qualified;
            }
            site = (kinds & SITE.bit) != 0;
            qualified = true;
            at = end;
        }
        boolean near = best > i && isNearCue(i, best);
        if (best == i || !(certain || near)) {
            return i;
        }
        return add(Entity.MEDICAL_DISEASE_DISORDER, i, best, near, "a condition");
    }

    private int drug(int i, int nameEnd) {
        int at = form(nameEnd);
        int dosed = dose(at);
        int whole = form(dosed);
        return add(Entity.MEDICAL_MEDICATION, i, whole, whole > nameEnd || isNearCue(i, whole), "a drug and its dose");
    }

    private int form(int from) {
        int at = from;
        while (at < words.count()
                && at < from + 2
                && !words.is(at, Trait.LINE_START.bit)
                && (entry(at) & FORM.bit) != 0) {
            at = end;
        }
        return at;
    }

    /// `75mcg`, `500 mg`, `2.5 mg`.
    private int dose(int from) {
        if (!words.is(from, Trait.NUMBER.bit | Trait.ALPHANUMERIC.bit)
                || words.is(from, Trait.LINE_START.bit)
                || !Character.isDigit(words.first(from))) {
            return from;
        }
        int at = from;
        if (words.is(at + 1, Trait.DOT.bit | Trait.COMMA.bit | Trait.SLASH.bit)
                && words.isGlued(at + 1)
                && words.isGlued(at + 2)
                && words.is(at + 2, Trait.NUMBER.bit | Trait.ALPHANUMERIC.bit)) {
            at += 2;
        }
        if (words.is(at, Trait.ALPHANUMERIC.bit)) {
            return endsInUnit(at) ? at + 1 : from;
        }
        return at + 1 < words.count() && isUnit(words.start(at + 1), words.end(at + 1)) ? at + 2 : from;
    }

    private boolean endsInUnit(int word) {
        int start = words.start(word);
        while (start < words.end(word) && Character.isDigit(words.text().charAt(start))) {
            start++;
        }
        return isUnit(start, words.end(word));
    }

    private boolean isUnit(int start, int to) {
        for (String unit : UNITS) {
            if (to - start == unit.length() && matches(unit, start)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(String unit, int start) {
        for (int i = 0; i < unit.length(); i++) {
            if (Character.toLowerCase(words.text().charAt(start + i)) != unit.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int exam(int i) {
        int best = i;
        int at = i;
        while (at < i + LONGEST && at < words.count() && (at == i || !words.is(at, Trait.LINE_START.bit))) {
            long kinds = entry(at);
            boolean named = (kinds & EXAM.bit) != 0 || (best > i && (kinds & EXAM_AFTER.bit) != 0);
            if (!named && (best > i || (kinds & BEGINS_EXAM) == 0)) {
                break;
            }
            at = end;
            best = named ? end : best;
        }
        return best == i
                ? i
                : add(Entity.MEDICAL_THERAPEUTIC_PROCEDURE, i, best, isNearCue(i, best), "an examination or treatment");
    }

    private boolean isNearCue(int from, int to) {
        for (int i = Math.max(0, from - BEFORE); i < Math.min(words.count(), to + AFTER); i++) {
            if ((i < from || i >= to) && (entry(i) & CUE.bit) != 0) {
                return true;
            }
        }
        return false;
    }

    private int add(Entity entity, int from, int to, boolean ofSomebody, String why) {
        found.add(new Mention(entity, from, to, ofSomebody ? OF_SOMEBODY : TOLD, why));
        return to;
    }
}
