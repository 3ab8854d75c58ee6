package io.plumbline.knowledge.chunk;

import java.util.ArrayList;
import java.util.List;

/// Begins a chunk at each heading, and cuts a section that does not fit at its blocks, lines, sentences and words.
/// A heading without text of its own stays with the heading after it.
final class HeadingCutter implements Cutter {

    @Override
    public List<Span> cut(DocumentText text, int from, int to, int limit) {
        List<Span> parts = new ArrayList<>();
        for (Span section : Boundary.SECTION.parts(text, new Span(text.start(from), text.end(to - 1), false))) {
            Span fresh = new Span(section.start(), section.end(), true);
            parts.addAll(RecursiveCutter.cut(text, fresh, Boundary.BLOCK, limit));
        }
        return parts;
    }
}
