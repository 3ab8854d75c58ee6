package io.plumbline.knowledge.chunk;

import io.plumbline.knowledge.document.BlockKind;
import java.util.ArrayList;
import java.util.List;

/// The kinds of places at which a text can be cut, the best first.
enum Boundary {
    /// Before a heading, unless it follows another heading.
    SECTION,
    /// Before a block, unless it follows a heading.
    BLOCK,
    LINE,
    SENTENCE,
    WORD;

    /// The parts of a span between such places; the span itself if it has none.
    List<Span> parts(DocumentText text, Span span) {
        return switch (this) {
            case SECTION, BLOCK -> blocks(text, span);
            case LINE, WORD -> scan(text, span);
            case SENTENCE -> Sentences.of(text, span);
        };
    }

    private List<Span> blocks(DocumentText text, Span span) {
        List<Span> parts = new ArrayList<>();
        int start = span.start();
        for (int block = text.blockAt(span.start()) + 1; text.start(block) < span.end(); block++) {
            boolean heads = text.blocks().get(block).kind() == BlockKind.HEADING;
            boolean follows = text.blocks().get(block - 1).kind() == BlockKind.HEADING;
            if (!follows && (heads || this == BLOCK)) {
                parts.add(new Span(start, text.start(block), false));
                start = text.start(block);
            }
        }
        parts.add(new Span(start, span.end(), false));
        return parts;
    }

    private List<Span> scan(DocumentText text, Span span) {
        List<Span> parts = new ArrayList<>();
        int start = span.start();
        for (int at = start + 1; at < span.end(); at++) {
            boolean begins = this == LINE ? text.at(at - 1) == '\n' : text.isSpace(at - 1) && !text.isSpace(at);
            if (begins) {
                parts.add(new Span(start, at, false));
                start = at;
            }
        }
        parts.add(new Span(start, span.end(), false));
        return parts;
    }
}
