package io.plumbline.eval.metric.embedding;

import io.plumbline.embeddings.SequenceEncoder;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// BERTScore as bert_score 0.3.12 computes it: each token is matched with the most similar token of the other
/// text by their vectors; the special tokens at both ends may be matched but do not count; best reference. The
/// vectors come from all-MiniLM-L6-v2 in eight bits, with at most 512 tokens, each text separately.
///
/// The score of a corpus is the mean over its pairs. Scores are as reproducible as the model's rounding:
/// identical on processors of one kind, within a hundredth on others.
///
/// @see <a href="https://arxiv.org/abs/1904.09675">Zhang et al. 2020</a>
public final class BertScore implements MeanMetric {

    private static final String NAME = "bertscore";

    private static final String BASELINE = "plumbline-1";

    private final TextSimilarity similarity;
    private final BertScorePart part;
    private final int layer;
    private final boolean rareCountsMore;
    private final boolean rescaled;
    private final @Nullable TokenWeights weights;

    private BertScore(
            TextSimilarity similarity,
            BertScorePart part,
            int layer,
            boolean rareCountsMore,
            boolean rescaled,
            @Nullable TokenWeights weights) {
        this.similarity = similarity;
        this.part = part;
        this.layer = layer;
        this.rareCountsMore = rareCountsMore;
        this.rescaled = rescaled;
        this.weights = weights;
    }

    /// `bertscore` first: F1 of the last layer, unweighted, not rescaled. Then
    /// `bertscore[-precision|-recall][-l1|…|-l5][-idf][-rescaled]`.
    public static List<Metric> variants(SequenceEncoder encoder) {
        TextSimilarity similarity = new TextSimilarity(encoder);
        List<Metric> variants = new ArrayList<>();
        for (boolean rescaled : new boolean[] {false, true}) {
            for (boolean rareCountsMore : new boolean[] {false, true}) {
                for (int layer = TextEncoder.LAYERS; layer > 0; layer--) {
                    for (BertScorePart part : BertScorePart.ALL) {
                        variants.add(new BertScore(similarity, part, layer, rareCountsMore, rescaled, null));
                    }
                }
            }
        }
        return variants;
    }

    @Override
    public String name() {
        return NAME
                + part.suffix()
                + (layer == TextEncoder.LAYERS ? "" : "-l" + layer)
                + (rareCountsMore ? "-idf" : "")
                + (rescaled ? "-rescaled" : "");
    }

    @Override
    public boolean dependsOnCorpus() {
        return rareCountsMore;
    }

    /// For the variants with `idf`, the references determine token frequencies.
    @Override
    public Metric within(List<String> references) {
        return rareCountsMore
                ? new BertScore(similarity, part, layer, true, rescaled, similarity.weights(references))
                : this;
    }

    @Override
    public double score(TextPair pair) {
        TokenWeights counted = rareCountsMore && weights == null ? similarity.weights(pair.references()) : weights;
        double best = 0;
        for (String reference : pair.references()) {
            Similarity found = counted == null
                    ? similarity.of(pair.hypothesis(), reference, layer)
                    : similarity.of(pair.hypothesis(), reference, layer, counted);
            best = Math.max(best, part.of(found));
        }
        return Math.clamp(rescaled ? part.rescaled(best, layer) : best, 0, 1);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:" + references + "|model:all-MiniLM-L6-v2-int8|layer:" + layer + "|max:512|idf:"
                + (rareCountsMore ? "yes" : "no") + "|rescaled:" + (rescaled ? BASELINE : "no")
                + "|multi:best|version:bert_score-0.3.12";
    }
}
