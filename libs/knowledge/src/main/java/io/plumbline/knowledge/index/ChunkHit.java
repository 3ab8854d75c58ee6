package io.plumbline.knowledge.index;

/// A result of a search.
///
/// @param score       the sum over both searches of 1 / (60 + rank); or what a [Reranker] gave; comparable within one
///     result list only
/// @param keywordRank its place among the results by words, from 1; 0 if it is not among them
/// @param vectorRank  its place among the results by vector, from 1; 0 if it is not among them
/// @param similarity  the cosine of the vectors, -1 to 1; 0 without a vector rank
public record ChunkHit(
        String chunkId, String documentId, double score, int keywordRank, int vectorRank, double similarity) {

    ChunkHit withScore(double other) {
        return new ChunkHit(chunkId, documentId, other, keywordRank, vectorRank, similarity);
    }
}
