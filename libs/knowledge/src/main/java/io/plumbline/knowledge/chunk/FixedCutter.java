package io.plumbline.knowledge.chunk;

import java.util.ArrayList;
import java.util.List;

/// Cuts after as many code points as fit, but not between a letter and its accent.
final class FixedCutter implements Cutter {

    private static final int ZERO_WIDTH_JOINER = 0x200D;

    @Override
    public List<Span> cut(DocumentText text, int from, int to, int limit) {
        return cut(text, new Span(text.start(from), text.end(to - 1), false), limit);
    }

    static List<Span> cut(DocumentText text, Span span, int limit) {
        List<Span> parts = new ArrayList<>();
        int start = span.start();
        while (start < span.end()) {
            int end = Math.min(span.end(), start + limit);
            while (end < span.end() && end > start + limit / 2 && continues(text, end)) {
                end--;
            }
            parts.add(new Span(start, end, start == span.start() && span.fresh()));
            start = end;
        }
        return parts;
    }

    private static boolean continues(DocumentText text, int at) {
        return switch (Character.getType(text.at(at))) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> text.at(at) == ZERO_WIDTH_JOINER || text.at(at - 1) == ZERO_WIDTH_JOINER;
        };
    }
}
