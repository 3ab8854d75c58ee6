package io.plumbline.personaldata.names;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Mention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Merges the results of the rules and the head. If both name the same entity, the head decides its extent (an
/// address extends as far as either) and the more certain of the two its score. A mention found only by rules, in
/// words that the head rejects, loses part of its score unless the rule requires a strict form. Of overlapping
/// mentions the best remains; an address or a medical phrase is preferred to the mentions within it.
final class Agreement {

    /// Rules of strict forms, which the head need not confirm.
    private static final Set<Entity> BY_FORM = EnumSet.of(Entity.ADDRESS, Entity.AGE, Entity.ZIP_CODE, Entity.TITLE);

    private static final double UNCONFIRMED = 0.6;
    private static final double SURE = 0.6;
    private static final Comparator<Mention> BEST_FIRST = Comparator.comparingInt(Agreement::rank)
            .thenComparing(Mention::score, Comparator.reverseOrder())
            .thenComparingInt(mention -> mention.from() - mention.to());

    private final List<Mention> learned;
    private final float[] persons;

    private Agreement(List<Mention> learned, float[] persons) {
        this.learned = learned;
        this.persons = persons;
    }

    /// The mentions of the rules, confirmed or not by the head, and those of the head.
    ///
    /// @param ruled in order of their words
    /// @param learned in order of their words
    /// @param persons the head's probability of each word to belong to a person's name
    static List<Mention> of(List<Mention> ruled, List<Mention> learned, float[] persons) {
        Agreement agreement = new Agreement(new ArrayList<>(learned), persons);
        List<Mention> all = new ArrayList<>();
        int at = 0;
        for (Mention rule : ruled) {
            while (at < learned.size() && learned.get(at).to() <= rule.from()) {
                at++;
            }
            Mention kept = agreement.weigh(rule, at);
            if (kept != null) {
                all.add(kept);
            }
        }
        all.addAll(agreement.learned);
        return all;
    }

    /// The best of overlapping mentions, in order of their words.
    static List<Mention> best(List<Mention> mentions, int words) {
        List<Mention> ranked = new ArrayList<>(mentions);
        ranked.sort(BEST_FIRST);
        boolean[] taken = new boolean[words];
        List<Mention> kept = new ArrayList<>(ranked.size());
        for (Mention mention : ranked) {
            if (isFree(mention, taken)) {
                Arrays.fill(taken, mention.from(), mention.to(), true);
                kept.add(mention);
            }
        }
        kept.sort(Comparator.comparingInt(Mention::from));
        return kept;
    }

    private static boolean isFree(Mention mention, boolean[] taken) {
        for (int i = mention.from(); i < mention.to(); i++) {
            if (taken[i]) {
                return false;
            }
        }
        return true;
    }

    private static int rank(Mention mention) {
        boolean address = mention.entity() == Entity.ADDRESS && mention.score() >= SURE;
        boolean phrase = mention.entity().isMedical() && mention.to() > mention.from() + 1;
        return address || phrase ? 0 : 1;
    }

    /// The rule's mention, adjusted by the head; null if the head's mention replaces or contradicts it.
    private @Nullable Mention weigh(Mention rule, int from) {
        boolean contradicted = false;
        for (int i = from; i < learned.size() && learned.get(i).from() < rule.to(); i++) {
            Mention other = learned.get(i);
            if (!other.overlaps(rule)) {
                continue;
            }
            if (other.entity() == rule.entity()) {
                learned.set(i, both(rule, other));
                return null;
            }
            contradicted |= other.score() >= SURE;
        }
        if (BY_FORM.contains(rule.entity())) {
            return contradicted && rule.entity() != Entity.ADDRESS ? null : rule;
        }
        if (contradicted) {
            return null;
        }
        double score = rule.entity() == Entity.PERSON ? (rule.score() + mean(rule)) / 2 : rule.score() * UNCONFIRMED;
        return new Mention(rule.entity(), rule.from(), rule.to(), score, rule.why());
    }

    private static Mention both(Mention rule, Mention learned) {
        boolean address = rule.entity() == Entity.ADDRESS;
        int from = address ? Math.min(rule.from(), learned.from()) : learned.from();
        int to = address ? Math.max(rule.to(), learned.to()) : learned.to();
        return new Mention(rule.entity(), from, to, Math.max(rule.score(), learned.score()), learned.why());
    }

    private double mean(Mention mention) {
        double sum = 0;
        for (int i = mention.from(); i < mention.to(); i++) {
            sum += persons[i];
        }
        return sum / (mention.to() - mention.from());
    }
}
