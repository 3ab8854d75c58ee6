package io.plumbline.eval.metric.embedding;

import io.plumbline.embeddings.SequenceEncoder;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TokenSequence;
import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;

/// The cosine of the vectors of two texts: each the mean of its tokens' vectors after the last layer of
/// all-MiniLM-L6-v2 in eight bits, pooled like sentence-transformers; best reference. Negative values count as 0.
///
/// It measures the topic of texts, not agreement: a denial is close to the statement it denies. Texts without
/// tokens for the encoder score 0. At most 512 tokens of a text are used.
///
/// @see <a href="https://arxiv.org/abs/1908.10084">Reimers and Gurevych 2019</a>
public final class EmbeddingCosine implements MeanMetric {

    private static final int SPECIAL_TOKENS = 2;

    private final SequenceEncoder encoder;

    public EmbeddingCosine(SequenceEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public String name() {
        return "cosine";
    }

    @Override
    public double score(TextPair pair) {
        TokenSequence hypothesis = encoder.tokens(pair.hypothesis());
        if (hypothesis.size() <= SPECIAL_TOKENS) {
            return 0;
        }
        double[] vector = mean(hypothesis);
        double best = 0;
        for (String reference : pair.references()) {
            TokenSequence other = encoder.tokens(reference);
            if (other.size() > SPECIAL_TOKENS) {
                best = Math.max(best, other.equals(hypothesis) ? 1 : cosine(vector, mean(other)));
            }
        }
        return Math.min(1, best);
    }

    private double[] mean(TokenSequence tokens) {
        float[] states = encoder.states(tokens, TextEncoder.LAYERS);
        double[] mean = new double[TextEncoder.DIMENSIONS];
        for (int i = 0; i < states.length; i++) {
            mean[i % mean.length] += states[i];
        }
        return mean;
    }

    private static double cosine(double[] left, double[] right) {
        double dot = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int i = 0; i < left.length; i++) {
            dot += left[i] * right[i];
            leftSquares += left[i] * left[i];
            rightSquares += right[i] * right[i];
        }
        return dot / Math.sqrt(leftSquares * rightSquares);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:" + references + "|model:all-MiniLM-L6-v2-int8|layer:" + TextEncoder.LAYERS
                + "|pool:mean|max:512|multi:best";
    }
}
