package io.plumbline.eval.metric.assertion;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.util.function.Predicate;

/// Something that holds of an answer or does not: a score of 1 or 0, and for a corpus the share of which it
/// holds. Immutable, and safe for concurrent use if the predicate is.
///
/// @param name as in the API
/// @param signature every setting that moves the score
/// @param needsReferences whether it looks at the references
/// @param mostPairs how many pairs one request may ask
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
