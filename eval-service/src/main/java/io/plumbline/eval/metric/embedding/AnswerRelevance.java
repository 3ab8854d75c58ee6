package io.plumbline.eval.metric.embedding;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.util.List;
import java.util.Map;

/// `answerRelevance`: the cosine of the vectors of the answer and its question ([EmbeddingCosine]). It measures
/// whether both have the same topic, not whether the answer is right. A record without a question has no score.
public final class AnswerRelevance implements MeanMetric {

    private final EmbeddingCosine cosine;

    public AnswerRelevance(EmbeddingCosine cosine) {
        this.cosine = cosine;
    }

    @Override
    public String name() {
        return "answerRelevance";
    }

    @Override
    public boolean needsReferences() {
        return false;
    }

    @Override
    public boolean needsEvidence() {
        return true;
    }

    @Override
    public boolean canScore(TextPair pair) {
        return !question(pair).isBlank();
    }

    @Override
    public double score(TextPair pair) {
        return cosine.score(new TextPair(pair.hypothesis(), List.of(question(pair))));
    }

    private static String question(TextPair pair) {
        Object input = pair.evidence().field("input");
        if (input == null
                && pair.evidence().field("messages") instanceof List<?> messages
                && !messages.isEmpty()
                && messages.getLast() instanceof Map<?, ?> last) {
            input = last.get("content");
        }
        return input == null ? "" : input.toString();
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "question|" + cosine.pairSignature(references);
    }
}
