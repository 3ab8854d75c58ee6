package io.plumbline.eval.metric.rouge;

import io.plumbline.eval.metric.token.NGramOverlap;
import io.plumbline.eval.metric.token.TokenNumbers;
import java.util.List;

/// ROUGE-N: the n-grams common to hypothesis and reference.
record RougeN(int order, RougeStyle style) implements RougeMetric {

    @Override
    public String type() {
        return "rouge" + order;
    }

    @Override
    public Overlap overlap(String hypothesis, String reference) {
        TokenNumbers vocabulary = new TokenNumbers();
        int[] expected = style.tokenize(reference, vocabulary);
        int[] actual = style.tokenize(hypothesis, vocabulary);
        int matches = NGramOverlap.matches(actual, List.of(expected), order)[order - 1];
        return new Overlap(
                matches, NGramOverlap.total(actual.length, order), NGramOverlap.total(expected.length, order));
    }
}
