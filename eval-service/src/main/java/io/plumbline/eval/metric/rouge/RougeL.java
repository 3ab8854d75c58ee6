package io.plumbline.eval.metric.rouge;

import io.plumbline.eval.metric.token.LongestCommonSubsequence;
import io.plumbline.eval.metric.token.TokenNumbers;

/// ROUGE-L: the longest common subsequence of the whole texts.
record RougeL(RougeStyle style) implements RougeMetric {

    RougeL() {
        this(RougeStyle.USUAL);
    }

    @Override
    public String type() {
        return "rougeL";
    }

    @Override
    public Overlap overlap(String hypothesis, String reference) {
        TokenNumbers vocabulary = new TokenNumbers();
        int[] expected = style.tokenize(reference, vocabulary);
        int[] actual = style.tokenize(hypothesis, vocabulary);
        LongestCommonSubsequence.requireBounded(type(), LongestCommonSubsequence.steps(expected.length, actual.length));
        int common = new LongestCommonSubsequence(vocabulary.size()).length(expected, actual);
        return new Overlap(common, actual.length, expected.length);
    }
}
