package io.plumbline.knowledge.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Puts the results of a search into the order of a [Reranker].
public final class Reranking {

    private record Scored(ChunkHit hit, double score) {}

    private static final Comparator<Scored> ORDER = Comparator.comparingDouble(Scored::score)
            .reversed()
            .thenComparing(scored -> scored.hit().chunkId());

    private Reranking() {}

    /// The best results by the reranker's scores, which become theirs. Results without a text are left out: what the
    /// caller could not read cannot be judged.
    ///
    /// @param texts the texts of the chunks by their id
    /// @throws IllegalStateException when the reranker returns another number of scores, or one that is no number
    public static List<ChunkHit> apply(
            Reranker reranker, String query, List<ChunkHit> hits, Map<String, String> texts, int topK) {
        List<ChunkHit> readable =
                hits.stream().filter(hit -> texts.containsKey(hit.chunkId())).toList();
        if (readable.isEmpty()) {
            return List.of();
        }
        List<String> passages = new ArrayList<>(readable.size());
        for (ChunkHit hit : readable) {
            passages.add(texts.getOrDefault(hit.chunkId(), ""));
        }
        double[] scores = reranker.scores(query, passages);
        if (scores.length != passages.size()) {
            throw new IllegalStateException(
                    "The reranker returned %d scores for %d passages".formatted(scores.length, passages.size()));
        }
        List<Scored> scored = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalStateException("The reranker returned a score that is no number");
            }
            scored.add(new Scored(readable.get(i), scores[i]));
        }
        return scored.stream()
                .sorted(ORDER)
                .limit(topK)
                .map(best -> best.hit().withScore(best.score()))
                .toList();
    }
}
