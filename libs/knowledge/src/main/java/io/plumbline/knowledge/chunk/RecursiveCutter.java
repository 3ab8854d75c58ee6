package io.plumbline.knowledge.chunk;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Cuts at the best boundary that makes the parts fit, and joins neighbours as long as they fit.
final class RecursiveCutter implements Cutter {

    @Override
    public List<Span> cut(DocumentText text, int from, int to, int limit) {
        return cut(text, new Span(text.start(from), text.end(to - 1), false), Boundary.SECTION, limit);
    }

    /// Cuts one span, at the given boundary or at a lesser one.
    static List<Span> cut(DocumentText text, Span span, Boundary best, int limit) {
        List<Span> parts = new ArrayList<>();
        cut(text, span, List.copyOf(EnumSet.range(best, Boundary.WORD)), limit, parts);
        return parts;
    }

    private static void cut(DocumentText text, Span span, List<Boundary> boundaries, int limit, List<Span> parts) {
        if (span.length() <= limit) {
            parts.add(span);
            return;
        }
        if (boundaries.isEmpty()) {
            parts.addAll(FixedCutter.cut(text, span, limit));
            return;
        }
        int start = span.start();
        int end = start;
        boolean fresh = span.fresh();
        for (Span part : boundaries.getFirst().parts(text, span)) {
            if (end > start && part.end() - start > limit) {
                parts.add(new Span(start, end, fresh));
                start = end;
                fresh = false;
            }
            end = part.end();
            if (end - start > limit) {
                cut(text, new Span(start, end, fresh), boundaries.subList(1, boundaries.size()), limit, parts);
                start = end;
                fresh = false;
            }
        }
        if (end > start) {
            parts.add(new Span(start, end, fresh));
        }
    }
}
