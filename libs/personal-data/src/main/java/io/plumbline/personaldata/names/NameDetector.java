package io.plumbline.personaldata.names;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Concern;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Recollection;
import io.plumbline.personaldata.names.tagger.EncodedWindows;
import io.plumbline.personaldata.names.tagger.NameWindows;
import io.plumbline.personaldata.names.tagger.TagPath;
import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Sight;
import io.plumbline.personaldata.names.word.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Finds names of people, places and organizations, addresses, ages, titles, jobs, nations and beliefs,
/// conditions, drugs and procedures: by lists and rules, and, if the passage has an encoder, by a head on its
/// vectors. A score is the probability of the finding. Needs time linear in the length of the text. A name found
/// once with certainty is found at its other occurrences, in a stream at later ones.
public final class NameDetector implements Detector {

    private static final String NAME = "pii.name";
    private static final Set<Category> CATEGORIES = Set.of(Category.PII);
    private static final Comparator<Mention> BY_PLACE = Comparator.comparingInt(Mention::from);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Category> categories() {
        return CATEGORIES;
    }

    @Override
    public Set<String> entityTypes(Category category) {
        return category.typesAmong(Entity.values(), entity -> Category.PII);
    }

    @Override
    public List<Finding> detect(InspectedText passage) {
        Words words = Words.inSpareRoom(passage.text());
        try {
            return words.count() == 0 || hasNoLetter(passage.text()) ? List.of() : detect(words, passage);
        } finally {
            words.leave();
        }
    }

    private static List<Finding> detect(Words words, InspectedText passage) {
        Sight.find(words);
        List<Mention> mentions = ruled(words, passage.deadline());
        if (passage.hasEncoder()) {
            passage.deadline().check();
            NameWindows windows = new EncodedWindows(passage, words);
            mentions = passage.isThorough()
                    ? withHead(words, mentions, windows)
                    : withCascade(words, mentions, windows, NameCascade.Doubt.STANDARD, passage.concern());
        }
        return weighed(words, mentions, passage.recollection());
    }

    /// Merges the rules and the head, where the head reads everything. If the encoder gives no answer, because it
    /// is overloaded or no time is left, the rules' mentions stand beside the head's mentions up to that point.
    static List<Mention> withHead(Words words, List<Mention> ruled, NameWindows windows) {
        List<Mention> learned = new ArrayList<>();
        float[] persons = new float[words.count()];
        try {
            int count = windows.count();
            for (int i = 0; i < count; i++) {
                TagPath.read(windows.read(i), learned, persons);
            }
        } catch (EncoderUnavailableException e) {
            learned.addAll(ruled); // that it went without is counted by the encoder
            return learned;
        }
        UnreadScripts.takeBack(words, learned);
        return Agreement.of(ruled, learned, persons);
    }

    /// The same, where the head reads only what is in doubt.
    static List<Mention> withCascade(
            Words words, List<Mention> ruled, NameWindows windows, NameCascade.Doubt doubt, Concern concern) {
        List<Mention> learned = new ArrayList<>();
        float[] persons = new float[words.count()];
        NameCascade.read(words, ruled, windows, learned, persons, doubt, concern);
        UnreadScripts.takeBack(words, learned);
        return Agreement.of(ruled, learned, persons);
    }

    static List<Finding> weighed(Words words, List<Mention> agreed, Recollection recollection) {
        List<Mention> mentions = agreed;
        EncodedNames.find(words, mentions);
        MedicalRules.find(words, mentions);
        List<Mention> labelled = FieldNames.find(words);
        if (mentions.isEmpty() && labelled.isEmpty() && recollection.isEmpty()) {
            return List.of();
        }
        mentions = WholeNames.of(words, Agreement.best(mentions, words.count()));
        Doubts.weigh(words, mentions);
        mentions.addAll(labelled);
        Echoes.add(words, mentions, recollection);
        return findings(words, Agreement.best(mentions, words.count()));
    }

    /// A number alone does not reveal what it is, but the head would guess.
    private static boolean hasNoLetter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetter(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    public static List<Mention> ruled(Words words, Deadline deadline) {
        List<Mention> mentions = new ArrayList<>();
        deadline.check();
        PostalAddressRules.find(words, mentions);
        deadline.check();
        PersonRules.find(words, mentions);
        deadline.check();
        PlainRules.find(words, mentions);
        mentions.sort(BY_PLACE);
        return mentions;
    }

    private static List<Finding> findings(Words words, List<Mention> mentions) {
        List<Finding> findings = new ArrayList<>(mentions.size());
        for (Mention mention : mentions) {
            Edges edges = Edges.of(words, mention);
            if (edges.start() < edges.end()) {
                findings.add(new Finding(
                        NAME,
                        Category.PII,
                        mention.entity().name(),
                        edges.start(),
                        edges.end(),
                        mention.score(),
                        mention.why()));
            }
        }
        return findings;
    }
}
