package io.plumbline.eval.metric.retrieval;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// A metric of an answer from passages.
///
/// @param signature every setting that affects the score
/// @param scorable whether a pair has what is compared
record RetrievalMetric(String name, String signature, Predicate<TextPair> scorable, ToDoubleFunction<TextPair> scored)
        implements MeanMetric {

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
        return scorable.test(pair);
    }

    @Override
    public double score(TextPair pair) {
        return scored.applyAsDouble(pair);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return signature;
    }
}
