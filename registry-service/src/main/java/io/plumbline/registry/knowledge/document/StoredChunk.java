package io.plumbline.registry.knowledge.document;

import java.util.List;
import java.util.UUID;

/// A chunk in the API.
///
/// @param ordinal its place in the document, from 0
/// @param headingPath the headings it is under, the highest first
/// @param page from 1; 0 if the format has no pages
/// @param start the first code point in the text of the document, after redaction
/// @param end one past the last code point
/// @param tags of its document, and the articles that what was found in it falls under
record StoredChunk(
        UUID id, int ordinal, String text, List<String> headingPath, int page, int start, int end, List<String> tags) {}
