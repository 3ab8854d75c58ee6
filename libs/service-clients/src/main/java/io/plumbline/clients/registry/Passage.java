package io.plumbline.clients.registry;

import java.util.List;
import java.util.UUID;

/// A chunk of a document that a search found.
///
/// @param document id of the document in its knowledge base
/// @param version of the document
/// @param headingPath the headings it is under, the highest first
/// @param page from 1; 0 if the format has no pages
/// @param score comparable within one search only
public record Passage(
        UUID chunk,
        String document,
        int version,
        String fileName,
        List<String> headingPath,
        int page,
        double score,
        String text) {

    public Passage {
        headingPath = List.copyOf(headingPath);
    }

    /// Returns a copy with another text.
    public Passage with(String other) {
        return new Passage(chunk, document, version, fileName, headingPath, page, score, other);
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "Passage[" + chunk + "]";
    }
}
