package io.plumbline.guardrails.content;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.Encoding;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Detector;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Passage;
import io.plumbline.guardrails.text.Language;
import io.plumbline.guardrails.text.SentenceLanguage;
import io.plumbline.guardrails.text.SourceWords;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Detects what harms people: toxicity in its usual kinds, self-harm, weapons. A lexicon finds words through
/// their disguises, and a linear model over words and pairs of words judges each sentence. Words that are as
/// often harmless (of medicine, of names, of animals) are left to the models. Where there is an encoder, heads
/// on its vectors judge what is meant: they find most of what is put in harmless words. They are asked about what an
/// estimate of their answers ([ContentEstimates]) is not clear about, unless a policy wants them to see everything.
/// Models and heads have learned English and judge nothing else.
///
/// Source code is read as what its comments and strings say.
///
/// Scores from 0.7 on are reached by about two harmless texts in a thousand for each kind. Immutable and
/// thread-safe.
public final class ContentDetector implements Detector {

    static final String NAME = "content";

    private static final Set<Category> CATEGORIES =
            Set.copyOf(EnumSet.of(Category.TOXICITY, Category.SELF_HARM, Category.WEAPONS));

    /// Of a longer text the heads see the beginning, where they are to see everything; the rest of the detector sees
    /// all.
    private static final int MAX_WINDOWS = 24;

    private final ContentTable table = ContentTable.builtIn();
    private final ContentHeads heads = ContentHeads.builtIn();

    @Override
    public Set<String> entityTypes(Category category) {
        return category.typesAmong(Harm.values(), Harm::category);
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
        SourceWords source = SourceWords.of(passage.text());
        if (source == null) {
            return inWords(passage);
        }
        return inWords(passage.saying(source.text())).stream()
                .map(finding -> finding.at(source.start(finding.start()), source.end(finding.end())))
                .toList();
    }

    private List<Finding> inWords(Passage passage) {
        ContentEvidence evidence = new ContentEvidence();
        new ContentReader(passage.text(), table, evidence).read(passage.deadline());
        boolean words = passage.text().indexOf(' ') >= 0; // one word means nothing by itself
        if (words && passage.hasEncoder() && (passage.isThorough() || ContentEstimates.areDoubtful(passage))) {
            try {
                judge(passage, evidence);
            } catch (EncoderUnavailableException e) {
                return evidence.findings(); // what it would have added is not known
            }
        }
        return evidence.findings();
    }

    private void judge(Passage passage, ContentEvidence evidence) {
        Encoding encoding = passage.encoding();
        BitSet windows = passage.isThorough() ? first(encoding) : ContentEstimates.windows(passage, encoding);
        for (int i = windows.nextSetBit(0); i >= 0; i = windows.nextSetBit(i + 1)) {
            int start = encoding.start(i);
            int end = encoding.end(i);
            float[] margins = heads.margins(encoding.window(i));
            for (int output = 0; output < margins.length; output++) {
                if (margins[output] > ContentEvidence.LEAST_MARGIN && isEnglish(passage, start, end)) {
                    evidence.sentence(ContentHeads.OUTPUTS[output], margins[output], start, end);
                }
            }
        }
    }

    private static BitSet first(Encoding encoding) {
        BitSet windows = new BitSet();
        windows.set(0, Math.min(encoding.windows(), MAX_WINDOWS));
        return windows;
    }

    /// Of other languages the encoder sees letters: the heads would take a polite answer in them for an insult.
    private static boolean isEnglish(Passage passage, int start, int end) {
        return SentenceLanguage.of(passage.text(), start, end) == Language.ENGLISH;
    }
}
