package io.plumbline.guardrails.content;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.Encoding;
import io.plumbline.guardrails.text.Language;
import io.plumbline.guardrails.text.SentenceLanguage;
import io.plumbline.guardrails.text.SourceWords;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Detects content that harms people: the usual kinds of toxicity, self-harm, weapons. A lexicon finds words
/// despite disguises, and a linear model over words and pairs of words judges each sentence. Words that are
/// harmless equally often (in medicine, names, animals) are left to the models. If an encoder is available, heads
/// on its vectors judge the meaning; they find most harm that is put in harmless words. The heads run only where
/// an estimate of their answers ([ContentEstimates]) is unclear, unless a policy requires them for everything.
/// Models and heads are trained on English and judge no other language.
///
/// In source code, only comments and strings are inspected.
///
/// About two harmless texts in a thousand reach a score of 0.7 or more for each kind. Immutable and thread-safe.
public final class ContentDetector implements Detector {

    static final String NAME = "content";

    private static final Set<Category> CATEGORIES =
            Set.copyOf(EnumSet.of(Category.TOXICITY, Category.SELF_HARM, Category.WEAPONS));

    /// Where the heads must read everything, they read only the beginning of a longer text; the rest of the
    /// detector reads all of it.
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
    public List<Finding> detect(InspectedText passage) {
        SourceWords source = SourceWords.of(passage.text());
        if (source == null) {
            return inWords(passage);
        }
        return inWords(passage.saying(source.text())).stream()
                .map(finding -> finding.at(source.start(finding.start()), source.end(finding.end())))
                .toList();
    }

    private List<Finding> inWords(InspectedText passage) {
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

    private void judge(InspectedText passage, ContentEvidence evidence) {
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

    /// In other languages the encoder sees only letters: the heads would take a polite answer for an insult.
    private static boolean isEnglish(InspectedText passage, int start, int end) {
        return SentenceLanguage.of(passage.text(), start, end) == Language.ENGLISH;
    }
}
