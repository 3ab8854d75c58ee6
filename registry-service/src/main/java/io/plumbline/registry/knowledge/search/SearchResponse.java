package io.plumbline.registry.knowledge.search;

import java.util.List;
import java.util.UUID;

/// The results of a search, best first.
record SearchResponse(List<Hit> hits) {

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
            String text) {}
}
