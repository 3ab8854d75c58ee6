package io.plumbline.knowledge.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Joins two ranked lists by reciprocal rank fusion: a chunk scores the sum of 1 / (60 + rank) over the lists that
/// it is in. Equal scores share a rank, and equal sums are ordered by id, so the order in which the index holds the
/// chunks decides nothing. Source: Cormack, Clarke and Büttcher, SIGIR 2009, with their k of 60.
public final class RankFusion {

    public static final int K = 60;

    /// A chunk in one of the lists.
    public record Candidate(String chunkId, String documentId, float score) {}

    private static final Comparator<ChunkHit> ORDER =
            Comparator.comparingDouble(ChunkHit::score).reversed().thenComparing(ChunkHit::chunkId);

    private RankFusion() {}

    /// @param byWords  in descending order of score
    /// @param byVector in descending order of score, each (1 + cosine) / 2
    public static List<ChunkHit> fuse(List<Candidate> byWords, List<Candidate> byVector, int topK) {
        Map<String, ChunkHit> hits = new LinkedHashMap<>();
        int[] ranks = ranks(byWords);
        for (int i = 0; i < ranks.length; i++) {
            Candidate found = byWords.get(i);
            hits.put(
                    found.chunkId(),
                    new ChunkHit(found.chunkId(), found.documentId(), share(ranks[i]), ranks[i], 0, 0));
        }
        ranks = ranks(byVector);
        for (int i = 0; i < ranks.length; i++) {
            Candidate found = byVector.get(i);
            ChunkHit other = hits.get(found.chunkId());
            hits.put(
                    found.chunkId(),
                    new ChunkHit(
                            found.chunkId(),
                            found.documentId(),
                            share(ranks[i]) + (other == null ? 0 : other.score()),
                            other == null ? 0 : other.keywordRank(),
                            ranks[i],
                            2 * found.score() - 1));
        }
        List<ChunkHit> sorted = new ArrayList<>(hits.values());
        sorted.sort(ORDER);
        return List.copyOf(sorted.subList(0, Math.min(topK, sorted.size())));
    }

    private static double share(int rank) {
        return 1.0 / (K + rank);
    }

    private static int[] ranks(List<Candidate> candidates) {
        int[] ranks = new int[candidates.size()];
        for (int i = 0; i < ranks.length; i++) {
            boolean ties =
                    i > 0 && candidates.get(i).score() == candidates.get(i - 1).score();
            ranks[i] = ties ? ranks[i - 1] : i + 1;
        }
        return ranks;
    }
}
