package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import java.util.ArrayList;
import java.util.List;

/// Joins a person's name that was found in parts: adjacent parts, and a part that breaks off in the middle
/// (`Wouter van der` before `Velde`).
final class WholeNames {

    private static final int LONGEST = 6;
    private static final long NAME_SHAPE = Trait.set(TITLE, UPPER, MIXED);

    private WholeNames() {}

    /// @param mentions in order of their words, none overlapping another
    static List<Mention> of(Words words, List<Mention> mentions) {
        List<Mention> whole = new ArrayList<>(mentions.size());
        for (Mention mention : mentions) {
            Mention before = whole.isEmpty() ? null : whole.getLast();
            if (before != null && mention.from() < before.to()) {
                continue; // what a name that went on has taken in
            }
            if (before != null && goOn(words, before, mention)) {
                double score = Math.max(before.score(), mention.score());
                whole.removeLast();
                whole.add(new Mention(Entity.PERSON, before.from(), mention.to(), score, before.why()));
            } else {
                whole.add(mention.entity() == Entity.PERSON ? finished(words, mention) : mention);
            }
        }
        return whole;
    }

    private static boolean goOn(Words words, Mention before, Mention mention) {
        return before.entity() == Entity.PERSON
                && mention.entity() == Entity.PERSON
                && before.to() == mention.from()
                && mention.to() - before.from() <= LONGEST
                && words.is(before.to() - 1, NAME_SHAPE)
                && words.is(mention.from(), NAME_SHAPE)
                && !words.is(mention.from(), Trait.set(LINE_START, GLUED));
    }

    private static Mention finished(Words words, Mention mention) {
        int end = mention.to();
        if (!isParticle(words, end - 1)) {
            return mention;
        }
        while (isParticle(words, end) && end < mention.to() + 2) {
            end++;
        }
        boolean name = words.is(end, NAME_SHAPE) && !words.is(end, Trait.set(LINE_START, STOP));
        return name ? new Mention(mention.entity(), mention.from(), end + 1, mention.score(), mention.why()) : mention;
    }

    private static boolean isParticle(Words words, int word) {
        return words.is(word, PARTICLE.bit) && words.is(word, LOWER.bit);
    }
}
