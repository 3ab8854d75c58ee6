package io.plumbline.eval.metric;

/// ROUGE-L: the longest common subsequence of the whole texts.
final class RougeL implements RougeMetric {

    @Override
    public String name() {
        return "rougeL";
    }

    @Override
    public double score(String hypothesis, String reference) {
        Vocabulary vocabulary = new Vocabulary();
        int[] expected = RougeTokenizer.tokenize(reference, vocabulary);
        int[] actual = RougeTokenizer.tokenize(hypothesis, vocabulary);
        LongestCommonSubsequence.requireBounded(name(), LongestCommonSubsequence.steps(expected.length, actual.length));
        int common = new LongestCommonSubsequence(vocabulary.size()).length(expected, actual);
        return FMeasure.of(common, actual.length, expected.length);
    }
}
