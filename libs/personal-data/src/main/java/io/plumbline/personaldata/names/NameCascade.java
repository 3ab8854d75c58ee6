package io.plumbline.personaldata.names;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Concern;
import io.plumbline.personaldata.names.tagger.NameTagger;
import io.plumbline.personaldata.names.tagger.NameWindows;
import io.plumbline.personaldata.names.tagger.TagPath;
import io.plumbline.personaldata.names.tagger.TagScores;
import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gives the head's answers, but runs the head only where [NameTagger] is in doubt: it encodes a window if it has
/// a word that the head may or may not take for part of an entity. Where the tagger is certain, of an entity or
/// of none, its answer stands. Of a long text, at most [#MOST_WINDOWS] windows are encoded, those with the most
/// doubt, spread over the text; the tagger decides the rest.
///
/// The tolerated doubt was chosen on texts that the tagger was not trained on: at most one person in a hundred of
/// those that the head finds is lost (`CascadeCalibration`).
final class NameCascade {

    /// The maximum number of windows of a text that are encoded.
    static final int MOST_WINDOWS = 3;

    /// The minimum score at which the built-in policies act on a name.
    private static final float ACTED_ON = 0.85f;

    /// The weight of a doubt about anything but a person.
    private static final float OTHERS = 0.5f;

    /// The maximum number of words tagged together.
    private static final int LONGEST_RUN = 128;

    /// The maximum distance in words to another part of the same name, with a sign between.
    private static final int BESIDE = 2;

    /// The minimum probability of such a part.
    private static final float COMPANY = 0.01f;

    /// The same for a sign, as in `L**** G*****`.
    private static final float SURE_COMPANY = 0.5f;

    private static final int PERSON = 1;
    private static final int FIRST_OF_REST = 1 + 2 * Entity.LEARNED.indexOf(Entity.JOB_TITLE);

    private final Words words;
    private final NameTagger tagger;
    private final Doubts worth;
    private final Doubt doubt;
    /// By the index in [Entity#LEARNED], the minimum score that has an effect.
    private final double[] from;
    private final List<Mention> found;
    private final float[] persons;

    /// The words in doubt, and their doubt.
    private int[] doubtful = new int[16];

    private float[] doubts = new float[16];
    private int count;

    /// Adjacent words that may have a result.
    private int[] place = new int[8];

    private float[] decisions = new float[8 * TagPath.TAGS];
    private float[] scores = new float[8 * TagPath.TAGS];
    private int rows;

    /// The limits of the tagger's certainty.
    ///
    /// @param odds below which a word has no result, as a logarithm
    /// @param person the minimum probability of a person from the head at which it may find one
    /// @param sure the probability from which on it does
    /// @param other as `person`, for places, organizations, addresses and beliefs
    /// @param otherSure as `sure`, for these
    /// @param rest as `person` and, subtracted from 1, as `sure`, for jobs, titles, ages and postcodes
    /// @param below how far below [#ACTED_ON] a score must be
    /// @param band how far above
    /// @param chat factor for `person` and `other` in chats
    /// @param most windows that are encoded
    record Doubt(
            float odds,
            float person,
            float sure,
            float other,
            float otherSure,
            float rest,
            float below,
            float band,
            float chat,
            int most) {

        static final Doubt STANDARD =
                new Doubt(-5.8f, 0.05f, 0.93f, 0.04f, 0.8f, 0.16f, 0.16f, 0.04f, 0.2f, MOST_WINDOWS);
    }

    private NameCascade(
            Words words, List<Mention> ruled, List<Mention> found, float[] persons, Doubt doubt, Concern concern) {
        this.words = words;
        this.found = found;
        this.persons = persons;
        this.doubt = doubt;
        tagger = new NameTagger(words, ruled);
        worth = new Doubts(words);
        from = Entity.LEARNED.stream()
                .mapToDouble(entity -> concern.from(Category.PII, entity.name()))
                .toArray();
    }

    /// @param ruled the mentions of the rules, in order
    /// @param found receives the mentions of the head, in order
    /// @param persons receives, for each word, the probability that it is part of a person's name
    /// @param concern the findings that matter
    static void read(
            Words words,
            List<Mention> ruled,
            NameWindows windows,
            List<Mention> found,
            float[] persons,
            Doubt doubt,
            Concern concern) {
        NameCascade cascade = new NameCascade(words, ruled, found, persons, doubt, concern);
        cascade.tag();
        if (cascade.count > 0) {
            cascade.ask(windows);
        }
    }

    private void tag() {
        for (int word = 0; word < words.count(); word++) {
            if (tagger.isPlain(word) || (tagger.odds(word) < doubt.odds && !tagger.isRuled(word))) {
                endRun();
                continue;
            }
            if (rows == LONGEST_RUN) {
                endRun();
            } else if (rows == place.length) {
                place = Arrays.copyOf(place, 2 * rows);
                scores = Arrays.copyOf(scores, 2 * rows * TagPath.TAGS);
                decisions = Arrays.copyOf(decisions, 2 * rows * TagPath.TAGS);
            }
            tagger.read(decisions, scores, rows * TagPath.TAGS);
            place[rows++] = word;
        }
        endRun();
    }

    private void endRun() {
        if (rows == 0) {
            return;
        }
        TagPath.read(new TagScores(decisions, scores, place, rows), found, persons);
        for (int row = 0; row < rows; row++) {
            boolean alone = isAlone(row);
            float in = inDoubt(place[row], row * TagPath.TAGS, alone);
            if (in > 0) {
                doubt(place[row], in);
            }
        }
        rows = 0;
    }

    /// Whether no adjacent word can be another part of a person's name; for a sign, whether it does not stand
    /// between two.
    private boolean isAlone(int row) {
        boolean before = hasCompany(row, -1);
        boolean after = hasCompany(row, 1);
        return Doubts.isPart(words, place[row]) ? !before && !after : !before || !after;
    }

    /// @param way 1 for the words after, -1 for those before
    private boolean hasCompany(int row, int way) {
        for (int i = 1; i <= BESIDE; i++) {
            int other = row + i * way;
            if (other < 0 || other >= rows) {
                return false;
            }
            boolean part = Doubts.isPart(words, place[other]);
            float person = probability(decisions, other * TagPath.TAGS + PERSON);
            if (part || person > SURE_COMPANY) {
                return person > COMPANY;
            }
        }
        return false;
    }

    private void doubt(int word, float in) {
        if (count == doubts.length) {
            doubtful = Arrays.copyOf(doubtful, 2 * count);
            doubts = Arrays.copyOf(doubts, 2 * count);
        }
        doubtful[count] = word;
        doubts[count++] = in;
    }

    /// The doubt about a word: the probability that the head would decide otherwise.
    ///
    /// @param at the index of its log probabilities
    /// @param alone whether the adjacent words have no result
    private float inDoubt(int word, int at, boolean alone) {
        float most = 0;
        float person = tagger.isInChat(word) ? doubt.person * doubt.chat : doubt.person;
        float other = tagger.isInChat(word) ? doubt.other * doubt.chat : doubt.other;
        for (int tag = PERSON; tag < TagPath.TAGS; tag += 2) {
            float p = probability(decisions, at + tag);
            float least = tag == PERSON ? person : tag < FIRST_OF_REST ? other : doubt.rest;
            float sure = tag == PERSON ? doubt.sure : tag < FIRST_OF_REST ? doubt.otherSure : 1 - doubt.rest;
            if (p > least && p < sure && matters(tag / 2, word, alone)) {
                most = Math.max(most, Math.min(p, 1 - p) * (tag == PERSON ? 1 : OTHERS));
            }
        }
        if (most == 0 && isNearActing(probability(scores, at + PERSON)) && matters(PERSON / 2, word, alone)) {
            most = OTHERS;
        }
        return most > 0 && UnreadScripts.isWithinSentence(words, word) ? 0 : most;
    }

    /// Whether the head may or may not take the word for a person on which policies act.
    private boolean isNearActing(float person) {
        return person > ACTED_ON - doubt.below && person < ACTED_ON + doubt.band;
    }

    /// Whether a finding of an entity that contains this word has an effect.
    private boolean matters(int entity, int word, boolean alone) {
        return from[entity] <= 1 && worth.mayReach(Entity.LEARNED.get(entity), word, alone, from[entity]);
    }

    private static float probability(float[] logarithms, int begin) {
        return (float) (Math.exp(logarithms[begin]) + Math.exp(logarithms[begin + 1]));
    }

    /// Runs the head on the windows with the most doubt; its answers replace the tagger's there.
    private void ask(NameWindows windows) {
        List<Mention> tagged = new ArrayList<>(found);
        int next = 0;
        int word = 0;
        try {
            boolean[] read = chosen(windows);
            found.clear();
            for (int window = 0; window < read.length; window++) {
                if (!read[window]) {
                    continue;
                }
                word = firstAfter(windows.start(window), word);
                next = keep(tagged, next, word);
                TagPath.read(windows.read(window), found, persons);
                word = firstAfter(windows.end(window), word);
                while (next < tagged.size() && tagged.get(next).from() < word) {
                    next++;
                }
            }
        } catch (EncoderUnavailableException e) {
            // The tagger's answers stand; that it went without is counted by the encoder.
            if (next == 0) {
                found.clear();
            }
        }
        found.addAll(tagged.subList(next, tagged.size()));
    }

    /// The first word, from a given one on, that ends after a position in the text.
    private int firstAfter(int place, int from) {
        int word = from;
        while (word < words.count() && words.end(word) <= place) {
            word++;
        }
        return word;
    }

    /// Keeps the mentions that begin before a word.
    private int keep(List<Mention> tagged, int from, int word) {
        int next = from;
        while (next < tagged.size() && tagged.get(next).from() < word) {
            found.add(tagged.get(next++));
        }
        return next;
    }

    /// The windows to encode: all with a doubt if they are few, else those with the most, first of each part of
    /// the text.
    private boolean[] chosen(NameWindows windows) {
        int total = windows.count();
        float[] in = new float[total];
        int window = 0;
        int doubted = 0;
        for (int i = 0; i < count; i++) {
            while (window + 1 < total && windows.start(window + 1) <= words.start(doubtful[i])) {
                window++;
            }
            doubted += in[window] == 0 ? 1 : 0;
            in[window] += doubts[i];
        }
        boolean[] chosen = new boolean[total];
        int left = Math.min(doubted, doubt.most);
        if (doubted > left) {
            int parts = left;
            for (int part = 0; part < parts; part++) {
                int from = (int) ((long) total * part / parts);
                int to = (int) ((long) total * (part + 1) / parts);
                left -= choose(in, chosen, from, to) ? 1 : 0;
            }
        }
        while (left > 0 && choose(in, chosen, 0, total)) {
            left--;
        }
        return chosen;
    }

    /// Chooses the window with the most doubt among those with any that are not chosen yet.
    private static boolean choose(float[] in, boolean[] chosen, int from, int to) {
        int best = -1;
        for (int i = from; i < to; i++) {
            if (!chosen[i] && in[i] > 0 && (best < 0 || in[i] > in[best])) {
                best = i;
            }
        }
        if (best >= 0) {
            chosen[best] = true;
        }
        return best >= 0;
    }
}
