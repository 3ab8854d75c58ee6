package io.plumbline.knowledge.chunk;

import java.util.List;

/// A passage of a document.
///
/// @param ordinal  its place among the document's chunks, from 0
/// @param header   the repeated header of a table that was cut, with a line break; otherwise empty
/// @param body     the document's text from `start` to `end`
/// @param start    the first code point, in the text of the document
/// @param end      one past the last code point
/// @param headings the headings that the passage is under, the highest first
/// @param page     where it starts, from 1; 0 if the format has no pages
public record Chunk(int ordinal, String header, String body, int start, int end, List<String> headings, int page) {

    public Chunk {
        headings = List.copyOf(headings);
    }

    /// The text to show.
    public String text() {
        return header + body;
    }

    /// The text under its headings, for the index and the encoder: a passage often does not name its subject.
    public String searchText() {
        return headings.isEmpty() ? text() : String.join("\n", headings) + "\n" + text();
    }
}
