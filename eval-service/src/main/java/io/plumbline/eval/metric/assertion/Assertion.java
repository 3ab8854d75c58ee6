package io.plumbline.eval.metric.assertion;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.util.function.Predicate;

/// A predicate on answers: a score of 1 or 0, and for a corpus the share of answers that satisfy it. Immutable,
/// and thread-safe if the predicate is.
///
/// @param name as in the API
/// @param signature every setting that affects the score
/// @param needsReferences whether it uses the references
/// @param mostPairs maximum number of pairs per request
record Assertion(String name, String signature, boolean needsReferences, int mostPairs, Predicate<TextPair> holds)
        implements MeanMetric {

    Assertion(String name, String signature, boolean needsReferences, Predicate<TextPair> holds) {
        this(name, signature, needsReferences, Integer.MAX_VALUE, holds);
    }

    @Override
    public double score(TextPair pair) {
        return holds.test(pair) ? 1 : 0;
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return needsReferences ? "nrefs:" + references + "|" + signature : signature;
    }
}
