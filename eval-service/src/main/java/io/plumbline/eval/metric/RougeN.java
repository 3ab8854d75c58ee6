package io.plumbline.eval.metric;

import java.util.List;

/// ROUGE-N: the n-grams that hypothesis and reference share.
final class RougeN implements RougeMetric {

    private final int order;

    RougeN(int order) {
        this.order = order;
    }

    @Override
    public String name() {
        return "rouge" + order;
    }

    @Override
    public double score(String hypothesis, String reference) {
        Vocabulary vocabulary = new Vocabulary();
        int[] expected = RougeTokenizer.tokenize(reference, vocabulary);
        int[] actual = RougeTokenizer.tokenize(hypothesis, vocabulary);
        int matches = NGramOverlap.matches(actual, List.of(expected), order)[order - 1];
        return FMeasure.of(
                matches, NGramOverlap.total(actual.length, order), NGramOverlap.total(expected.length, order));
    }
}
