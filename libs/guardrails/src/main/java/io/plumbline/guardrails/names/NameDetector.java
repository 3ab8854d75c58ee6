package io.plumbline.guardrails.names;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Detector;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Finds names of people, places and organizations, addresses, ages, titles, jobs, nations and beliefs.
public final class NameDetector implements Detector {

    private static final String NAME = "pii.name";
    private static final Comparator<Mention> BY_PLACE = Comparator.comparingInt(Mention::from);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Category> categories() {
        return Set.of(Category.PII);
    }

    @Override
    public List<Finding> detect(Passage passage) {
        Words words = Sight.of(passage.text());
        List<Mention> mentions = new ArrayList<>();
        AddressRules.find(words, mentions);
        passage.deadline().check();
        PersonRules.find(words, mentions);
        PlainRules.find(words, mentions);
        mentions.sort(BY_PLACE);
        List<Finding> findings = new ArrayList<>(mentions.size());
        for (Mention mention : mentions) {
            findings.add(new Finding(
                    NAME,
                    Category.PII,
                    mention.entity().name(),
                    words.start(mention.from()),
                    words.end(mention.to() - 1),
                    mention.score(),
                    mention.why()));
        }
        return findings;
    }
}
