package io.plumbline.bench.retrieval;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Scores of one ranked list of documents against their grades, as trec_eval defines them.
final class RankingScores {

    private RankingScores() {}

    /// The share of the relevant documents among the first `k`.
    static double recall(List<String> ranked, Map<String, Integer> relevant, int k) {
        long found = ranked.stream().limit(k).filter(relevant::containsKey).count();
        return (double) found / relevant.size();
    }

    /// The gain of the first `k`, discounted by the logarithm of the rank, as a share of the best possible.
    static double ndcg(List<String> ranked, Map<String, Integer> relevant, int k) {
        List<Integer> grades = ranked.stream()
                .limit(k)
                .map(document -> relevant.getOrDefault(document, 0))
                .toList();
        List<Integer> best = relevant.values().stream()
                .sorted((one, other) -> Integer.compare(other, one))
                .limit(k)
                .toList();
        return gain(grades) / gain(best);
    }

    private static double gain(Collection<Integer> grades) {
        double gain = 0;
        int rank = 1;
        for (int grade : grades) {
            gain += grade / (Math.log(rank + 1) / Math.log(2));
            rank++;
        }
        return gain;
    }
}
