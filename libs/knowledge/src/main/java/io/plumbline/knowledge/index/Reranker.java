package io.plumbline.knowledge.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Scores passages by how well they answer a query, such as a cross-encoder of a provider. Thread-safe.
public interface Reranker {

    /// A score for each passage; higher is better.
    ///
    /// @throws RuntimeException when the model cannot be used now; the order of the search then stands
    double[] scores(String query, List<String> passages);

    /// Orders the results of a search by these scores, which replace theirs. Leaves out results without a text, and
    /// orders equal scores by id.
    ///
    /// @param texts the texts of the chunks by their id
    /// @throws IllegalStateException when a score is missing, superfluous or not a number
    default List<ChunkHit> order(String query, List<ChunkHit> hits, Map<String, String> texts, int topK) {
        List<ChunkHit> readable = new ArrayList<>();
        List<String> passages = new ArrayList<>();
        for (ChunkHit hit : hits) {
            String text = texts.get(hit.chunkId());
            if (text != null) {
                readable.add(hit);
                passages.add(text);
            }
        }
        if (readable.isEmpty()) {
            return List.of();
        }
        double[] scores = scores(query, passages);
        if (scores.length != passages.size()) {
            throw new IllegalStateException(
                    "The reranker returned %d scores for %d passages".formatted(scores.length, passages.size()));
        }
        List<ChunkHit> scored = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalStateException("The reranker returned a score that is not a number");
            }
            scored.add(readable.get(i).withScore(scores[i]));
        }
        scored.sort(Comparator.comparingDouble(ChunkHit::score).reversed().thenComparing(ChunkHit::chunkId));
        return List.copyOf(scored.subList(0, Math.min(topK, scored.size())));
    }
}
