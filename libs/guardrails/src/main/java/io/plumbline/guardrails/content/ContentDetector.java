package io.plumbline.guardrails.content;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Detector;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Passage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Detects what harms people: toxicity in its usual kinds, self-harm, weapons. A lexicon finds words through their
/// disguises, and a linear model over words and pairs of words judges each sentence. Words that are as often harmless
/// (of medicine, of names, of animals) are left to the model.
///
/// Scores from 0.7 on are reached by about two harmless texts in a thousand for each kind. Immutable and thread-safe.
public final class ContentDetector implements Detector {

    static final String NAME = "content";

    private static final Set<Category> CATEGORIES =
            Set.copyOf(EnumSet.of(Category.TOXICITY, Category.SELF_HARM, Category.WEAPONS));

    private final ContentTable table = ContentTable.builtIn();

    @Override
    public Set<String> entityTypes(Category category) {
        return Arrays.stream(Harm.values())
                .filter(harm -> harm.category() == category)
                .map(Harm::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Category> categories() {
        return CATEGORIES;
    }

    @Override
    public List<Finding> detect(Passage passage) {
        ContentEvidence evidence = new ContentEvidence();
        new ContentReader(passage.text(), table, evidence).read(passage.deadline());
        return evidence.findings();
    }
}
