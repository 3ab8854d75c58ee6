package io.plumbline.eval.metric.translation;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.token.TokenNumbers;
import java.util.ArrayList;
import java.util.List;

/// Translation edit rate as sacreBLEU 2.6.0 computes it: the number of words to insert, delete, replace or, as
/// phrases, move to turn the hypothesis into the reference, per 100 words of the reference. 0 is best, and it may
/// exceed 100. Case-insensitive unless the variant differs.
///
/// `norm` (punctuation separated), `nopunct` (deleted), `asian` and `case` are suffixes of the name, in that
/// order: `ter-norm-case`. Of several references, the one with the fewest edits counts, divided by their mean
/// length. The score of a corpus is that of the sums. As a floor in a suite, it is negated: 100 − TER, at least
/// 0.
///
/// @see <a href="https://aclanthology.org/2006.amta-papers.25">Snover et al. 2006</a>
public final class Ter implements Metric {

    private static final String NAME = "ter";

    private final TerTokenizer tokenizer;

    public Ter() {
        this(new TerTokenizer(false, false, false, false));
    }

    Ter(TerTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// Returns all non-default variants.
    public static List<Metric> variants() {
        List<Metric> variants = new ArrayList<>();
        for (int options = 1; options < 16; options++) {
            variants.add(new Ter(
                    new TerTokenizer((options & 1) != 0, (options & 2) != 0, (options & 4) != 0, (options & 8) != 0)));
        }
        return variants;
    }

    @Override
    public String name() {
        return NAME
                + (tokenizer.normalized() ? "-norm" : "")
                + (tokenizer.withoutPunctuation() ? "-nopunct" : "")
                + (tokenizer.asian() ? "-asian" : "")
                + (tokenizer.caseSensitive() ? "-case" : "");
    }

    @Override
    public double maximum() {
        return 100;
    }

    @Override
    public boolean isErrorRate() {
        return true;
    }

    /// Returns the edits, and the mean length of the references in words.
    @Override
    public double[] statistics(TextPair pair) {
        TokenNumbers vocabulary = new TokenNumbers();
        int[] hypothesis = tokenizer.tokenize(pair.hypothesis(), vocabulary);
        List<String> references = ReferenceCount.nonEmpty(pair.references());
        int fewest = references.isEmpty() ? hypothesis.length : Integer.MAX_VALUE;
        double words = 0;
        for (String text : references) {
            int[] reference = tokenizer.tokenize(text, vocabulary);
            fewest = Math.min(fewest, new ShiftedEdits(reference, hypothesis).fewest());
            words += reference.length;
        }
        return new double[] {fewest, references.isEmpty() ? 0 : words / references.size()};
    }

    @Override
    public double pairScore(double[] statistics) {
        if (statistics[1] > 0) {
            return 100 * statistics[0] / statistics[1];
        }
        return statistics[0] > 0 ? 100 : 0;
    }

    @Override
    public double corpusScore(double[] summedStatistics) {
        return pairScore(summedStatistics);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:%s|case:%s|tok:tercom|norm:%s|punct:%s|asian:%s|version:2.6.0"
                .formatted(
                        references,
                        tokenizer.caseSensitive() ? "mixed" : "lc",
                        yesOrNo(tokenizer.normalized()),
                        yesOrNo(!tokenizer.withoutPunctuation()),
                        yesOrNo(tokenizer.asian()));
    }

    private static String yesOrNo(boolean yes) {
        return yes ? "yes" : "no";
    }
}
