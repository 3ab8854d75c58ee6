package io.plumbline.eval.metric.rouge;

import io.plumbline.eval.metric.token.LongestCommonSubsequence;
import io.plumbline.eval.metric.token.TokenNumbers;
import java.util.ArrayList;
import java.util.List;

/// ROUGE-Lsum: for each line of the reference, the union of its longest common subsequences with every line of
/// the hypothesis; a token counts at most as often as it occurs in both texts. Lines end only at `\n`.
///
/// If there are several longest common subsequences, the union depends on which one is used: that of
/// `rouge_score`.
record RougeLsum(RougeStyle style) implements RougeMetric {

    RougeLsum() {
        this(RougeStyle.USUAL);
    }

    @Override
    public String type() {
        return "rougeLsum";
    }

    @Override
    public Overlap overlap(String hypothesis, String reference) {
        TokenNumbers vocabulary = new TokenNumbers();
        List<int[]> expected = lines(reference, vocabulary);
        List<int[]> actual = lines(hypothesis, vocabulary);
        LongestCommonSubsequence.requireBounded(type(), steps(expected, actual));
        int[] expectedCounts = counts(expected, vocabulary.size());
        int[] actualCounts = counts(actual, vocabulary.size());
        LongestCommonSubsequence subsequence = new LongestCommonSubsequence(vocabulary.size());
        int hits = 0;
        for (int[] line : expected) {
            boolean[] union = new boolean[line.length];
            for (int[] other : actual) {
                subsequence.mark(line, other, union);
            }
            for (int i = 0; i < line.length; i++) {
                int token = line[i];
                if (union[i] && expectedCounts[token] > 0 && actualCounts[token] > 0) {
                    expectedCounts[token]--;
                    actualCounts[token]--;
                    hits++;
                }
            }
        }
        return new Overlap(hits, tokens(actual), tokens(expected));
    }

    private List<int[]> lines(String text, TokenNumbers vocabulary) {
        List<int[]> lines = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            int[] line = RougeTokenizer.tokenize(text, from, to, style.stemmed(), vocabulary);
            if (line.length > 0) {
                lines.add(line);
            }
            from = to + 1;
        }
        return lines;
    }

    private static long steps(List<int[]> expected, List<int[]> actual) {
        long rows = tokens(expected);
        long lines = expected.size();
        long steps = 0;
        for (int[] line : actual) {
            steps += LongestCommonSubsequence.steps(rows, line.length) + (lines - 1) * line.length;
        }
        return steps;
    }

    private static int tokens(List<int[]> lines) {
        int tokens = 0;
        for (int[] line : lines) {
            tokens += line.length;
        }
        return tokens;
    }

    private static int[] counts(List<int[]> lines, int vocabularySize) {
        int[] counts = new int[vocabularySize];
        for (int[] line : lines) {
            for (int token : line) {
                counts[token]++;
            }
        }
        return counts;
    }
}
