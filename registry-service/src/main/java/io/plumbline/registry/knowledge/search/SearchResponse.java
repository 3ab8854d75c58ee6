package io.plumbline.registry.knowledge.search;

import java.util.List;
import java.util.UUID;

/// The results of a search, best first.
record SearchResponse(List<Hit> hits, Reranking reranking) {

    /// Whether a provider decided the order.
    enum Reranking {
        /// The knowledge base has no reranker, or there was nothing to order.
        NONE,
        APPLIED,
        /// The reranker could not be used. The order is that of the search.
        UNAVAILABLE
    }

    /// A chunk.
    ///
    /// @param document id of its document
    /// @param version of its document
    /// @param headingPath the headings it is under, the highest first
    /// @param page from 1; 0 if the format has no pages
    /// @param score comparable within these results only
    record Hit(
            UUID chunk,
            String document,
            int version,
            String fileName,
            List<String> headingPath,
            int page,
            List<String> tags,
            double score,
            String text) {

        Hit withScore(double other) {
            return new Hit(chunk, document, version, fileName, headingPath, page, tags, other, text);
        }
    }
}
