package io.plumbline.guardrails.names;

import static io.plumbline.guardrails.names.Trait.*;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the other places of a name that was found once for sure: whoever is `Maria Okafor` in one line is meant by
/// `Okafor` in the next. Words that are also other words, places or jobs do not count by themselves, but do where they
/// stand beside the same word of the name again (`Robert King`). Remembers at
/// most [#MOST] words, so a text made of names costs no more than another.
final class Echoes {

    private static final double SURE = 0.8;
    private static final double FAITH = 0.95;
    private static final int MOST = 1000;
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
    private final Map<Long, Double> known = new HashMap<>();

    /// The hashes of two words of a name that stand side by side.
    private final Set<Long> pairs = new HashSet<>();

    private Echoes(Words words) {
        this.words = words;
    }

    /// Adds the places of names that are certain; those that were found already, once more.
    static void add(Words words, List<Mention> mentions) {
        Echoes echoes = new Echoes(words);
        for (Mention mention : mentions) {
            if (mention.entity() == Entity.PERSON && mention.score() >= SURE) {
                echoes.remember(mention);
            }
        }
        if (!echoes.known.isEmpty()) {
            echoes.find(mentions);
        }
    }

    private void remember(Mention mention) {
        for (int i = mention.from(); i < mention.to() && known.size() < MOST; i++) {
            if (words.is(i, NAME_SHAPE) && !words.is(i, OTHER_WORDS) && words.length(i) >= SHORTEST) {
                known.merge(words.hash(i), mention.score() * FAITH, Math::max);
            }
            if (i > mention.from()) {
                pairs.add(pair(i - 1));
            }
        }
    }

    private long pair(int first) {
        return Gazetteer.addWord(words.hash(first), words.hash(first + 1));
    }

    private void find(List<Mention> into) {
        int i = 0;
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
            while (end > i && begin > 0 && goOn(begin - 1)) {
                begin--;
            }
            while (end > i && end < words.count() && goOn(end - 1)) {
                end++;
            }
            if (end > i && !isPartOfAddress(begin, end)) {
                into.add(new Mention(Entity.PERSON, begin, end, score, "a name found elsewhere in the text"));
            }
            i = Math.max(i + 1, end);
        }
    }

    /// Whether this word and the next stand side by side in a known name, and in the same line here.
    private boolean goOn(int first) {
        return !words.is(first + 1, LINE_START.bit) && pairs.contains(pair(first));
    }

    /// How certain a word is to be part of a known name; 0 if it is not.
    private double certainty(int word) {
        return words.is(word, NAME_SHAPE) ? known.getOrDefault(words.hash(word), 0.0) : 0;
    }

    /// Whether it belongs to an e-mail address, a path or an identifier.
    private boolean isPartOfAddress(int from, int to) {
        long joint = Trait.set(AT, SLASH, ASSIGN);
        return (words.is(from - 1, joint) && words.isGlued(from)) || (words.is(to, joint) && words.isGlued(to));
    }
}
