package io.plumbline.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankFusionTest {

    @Test
    void addsTheReciprocalRanks() {
        List<ChunkHit> hits = RankFusion.fuse(
                List.of(candidate("a", 9), candidate("b", 7)), List.of(candidate("b", 1), candidate("c", .5f)), 10);

        assertThat(hits)
                .containsExactly(
                        new ChunkHit("b", "d", 1.0 / 61 + 1.0 / 62, 2, 1, 1),
                        new ChunkHit("a", "d", 1.0 / 61, 1, 0, 0),
                        new ChunkHit("c", "d", 1.0 / 62, 0, 2, 0));
    }

    @Test
    void ordersEqualScoresByIdWhateverTheirOrderInTheIndex() {
        List<RankFusion.Candidate> one = List.of(candidate("a", 3), candidate("b", 3), candidate("c", 1));
        List<RankFusion.Candidate> other = List.of(candidate("b", 3), candidate("a", 3), candidate("c", 1));

        assertThat(RankFusion.fuse(one, List.of(), 2)).isEqualTo(RankFusion.fuse(other, List.of(), 2));
        assertThat(RankFusion.fuse(other, List.of(), 3))
                .extracting(ChunkHit::chunkId, ChunkHit::keywordRank)
                .containsExactly(tuple("a", 1), tuple("b", 1), tuple("c", 3));
    }

    @Test
    void rerankingOrdersByTheScoresOfTheModel() {
        List<ChunkHit> hits =
                RankFusion.fuse(List.of(candidate("a", 3), candidate("b", 2), candidate("gone", 1)), List.of(), 3);
        Map<String, String> texts = Map.of("a", "long text", "b", "text");

        assertThat(Reranking.apply((_, passages) -> lengths(passages), "q", hits, texts, 2))
                .extracting(ChunkHit::chunkId, ChunkHit::score)
                .containsExactly(tuple("b", -4.0), tuple("a", -9.0));
        assertThatThrownBy(() -> Reranking.apply((_, _) -> new double[1], "q", hits, texts, 2))
                .isInstanceOf(IllegalStateException.class);
    }

    private static double[] lengths(List<String> passages) {
        return passages.stream().mapToDouble(passage -> -passage.length()).toArray();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private static RankFusion.Candidate candidate(String id, float score) {
        return new RankFusion.Candidate(id, "d", score);
    }
}
