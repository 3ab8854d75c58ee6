package io.plumbline.eval.metric.rouge;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.util.ArrayList;
import java.util.List;

/// The common part of the ROUGE metrics: F1, or a part of it, against the reference with the best F1, like
/// Google's `rouge_score`, which reproduces the Perl script ROUGE-1.5.5. The score of a corpus is the mean over
/// its pairs.
///
/// @see <a href="https://aclanthology.org/W04-1013">Lin 2004</a>
public interface RougeMetric extends MeanMetric {

    /// Returns the name without the style, for example `rougeL`.
    String type();

    RougeStyle style();

    Overlap overlap(String hypothesis, String reference);

    /// Returns the four metrics in one style.
    static List<Metric> of(RougeStyle style) {
        return List.of(new RougeN(1, style), new RougeN(2, style), new RougeL(style), new RougeLsum(style));
    }

    /// Returns all variants in non-default styles.
    static List<Metric> variants() {
        List<Metric> variants = new ArrayList<>();
        RougeStyle.all().stream()
                .filter(style -> !style.equals(RougeStyle.USUAL))
                .forEach(style -> variants.addAll(of(style)));
        return variants;
    }

    @Override
    default String name() {
        return type() + style().suffix();
    }

    @Override
    default double score(TextPair pair) {
        double best = -1;
        double score = 0;
        for (String reference : pair.references()) {
            Overlap overlap = overlap(pair.hypothesis(), reference);
            double f1 = overlap.f1();
            if (f1 > best) {
                best = f1;
                score = style().of(overlap);
            }
        }
        return score;
    }

    @Override
    default String pairSignature(ReferenceCount references) {
        return "nrefs:" + references + "|type:" + type() + "|" + style().signature() + "|version:rouge_score-0.1.2";
    }

    @Override
    default String corpusSignature(ReferenceCount references) {
        return pairSignature(references) + "|corpus:mean";
    }
}
