package io.plumbline.bench.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankingScoresTest {

    private static final Map<String, Integer> GRADES = Map.of("a", 2, "b", 1, "c", 1);

    @Test
    void countsRelevantDocumentsAmongTheFirst() {
        assertThat(RankingScores.recall(List.of("x", "a", "b", "c"), GRADES, 3)).isEqualTo(2 / 3.0);
        assertThat(RankingScores.recall(List.of(), GRADES, 3)).isZero();
    }

    /// By hand: (2 / log2(3) + 1 / log2(4)) / (2 + 1 / log2(3) + 1 / log2(4)).
    @Test
    void discountsGainsByTheRank() {
        assertThat(RankingScores.ndcg(List.of("x", "a", "b"), GRADES, 10)).isCloseTo(.56273, within(1e-5));
        assertThat(RankingScores.ndcg(List.of("a", "c", "b"), GRADES, 10)).isEqualTo(1);
    }
}
