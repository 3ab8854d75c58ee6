package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.detect.Recollection;
import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Gazetteer;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import java.util.List;

/// Finds further occurrences of a name that was found with certainty: `Okafor` on a line is the `Maria Okafor` of
/// an earlier one. Words that are also other words, places or jobs do not count alone, but count beside the same
/// word of the name again (`Robert King`). Family names that are also common words count within a sentence (`Mr.
/// Brown` and then `that Brown left`).
final class Echoes {

    private static final double SURE = 0.8;
    private static final double FAITH = 0.95;
    private static final double COMMON_WORD = 0.6;
    private static final int SHORTEST = 3;
    private static final long NAME_SHAPE = Trait.set(TITLE, UPPER, MIXED, NON_LATIN);
    private static final long OTHER_WORDS = Trait.set(
            STOP,
            COMMON,
            CITY,
            COUNTRY,
            STATE,
            JOB,
            JOB_MODIFIER,
            PARTICLE,
            CALENDAR,
            ORGANIZATION_WORD,
            COMPANY_SUFFIX,
            HONORIFIC,
            NUMBER,
            CUE,
            STREET,
            UNIT,
            NRP);

    private final Words words;

    /// Words of names, and pairs of adjacent words in names.
    private final Recollection known;

    private Echoes(Words words, Recollection known) {
        this.words = words;
        this.known = known;
    }

    /// Adds the occurrences of certain names; those already found are added again.
    ///
    /// @param known names of earlier passages; those of this one are added
    static void add(Words words, List<Mention> mentions, Recollection known) {
        Echoes echoes = new Echoes(words, known);
        for (Mention mention : mentions) {
            if (mention.entity() == Entity.PERSON && mention.score() >= SURE) {
                echoes.remember(mention);
            }
        }
        if (!known.isEmpty()) {
            echoes.find(mentions);
        }
    }

    private void remember(Mention mention) {
        for (int i = mention.from(); i < mention.to(); i++) {
            if (words.is(i, NAME_SHAPE) && words.length(i) >= SHORTEST) {
                if (!words.is(i, OTHER_WORDS)) {
                    known.remember(words.hash(i), mention.score() * FAITH);
                } else if (words.is(i, FAMILY_NAME.bit) && !words.is(i, OTHER_WORDS & ~COMMON.bit)) {
                    known.remember(words.hash(i), COMMON_WORD);
                }
            }
            if (i > mention.from()) {
                known.remember(pair(i - 1), FAITH);
            }
        }
    }

    private long pair(int first) {
        return Gazetteer.addWord(words.hash(first), words.hash(first + 1));
    }

    private void find(List<Mention> into) {
        int i = 0;
        int before = 0;
        while (i < words.count()) {
            int end = i;
            double score = 1;
            double next = certainty(end);
            while (next > 0) {
                score = Math.min(score, next);
                end++;
                next = certainty(end);
            }
            int begin = i;
            while (end > i && begin > before && goOn(begin - 1)) {
                begin--;
            }
            while (end > i && end < words.count() && goOn(end - 1)) {
                end++;
            }
            if (end > i && !isPartOfAddress(begin, end)) {
                into.add(new Mention(Entity.PERSON, begin, end, score, "a name found elsewhere in the text"));
            }
            before = end > i ? end : before;
            i = Math.max(i + 1, end);
        }
    }

    /// Whether this word and the next are adjacent in a known name, and on the same line here.
    private boolean goOn(int first) {
        return !words.is(first + 1, LINE_START.bit) && known.certainty(pair(first)) > 0;
    }

    /// The certainty that a word is part of a known name; 0 if it is not.
    private double certainty(int word) {
        boolean ambiguous = words.is(word, COMMON.bit) && words.is(word, SENTENCE_START.bit);
        return words.is(word, NAME_SHAPE) && !ambiguous ? known.certainty(words.hash(word)) : 0;
    }

    /// Whether it belongs to an e-mail address, a path or an identifier.
    private boolean isPartOfAddress(int from, int to) {
        long joint = Trait.set(AT, SLASH, ASSIGN);
        return (words.is(from - 1, joint) && words.isGlued(from)) || (words.is(to, joint) && words.isGlued(to));
    }
}
