package io.plumbline.knowledge.chunk;

import java.util.ArrayList;
import java.util.List;

/// Cuts a table that does not fit between its rows. Each part but the first repeats the header, unless the header
/// takes more than half of a part. A row that does not fit is cut between words.
final class TableCutter {

    /// @param header the repeated lines, with a line break; empty if the span has them itself
    record Part(Span span, String header) {}

    private TableCutter() {}

    static List<Part> cut(DocumentText text, int block, int limit) {
        Span table = new Span(text.start(block), text.end(block), true);
        if (table.length() <= limit) {
            return List.of(new Part(table, ""));
        }
        List<Span> lines = Boundary.LINE.parts(text, table);
        Span header = header(text, lines);
        boolean repeats = header.length() <= limit / 2;
        String repeated = repeats ? text.substring(header.start(), header.end()) : "";
        List<Part> parts = new ArrayList<>();
        int start = table.start();
        int end = start;
        for (Span line : lines) {
            if (end > start && line.end() - start > room(limit, parts, repeated)) {
                parts.add(part(start, end, parts, repeated));
                start = end;
            }
            end = line.end();
            if (end - start > room(limit, parts, repeated)) {
                for (Span piece : RecursiveCutter.cut(
                        text, new Span(start, end, true), Boundary.WORD, room(limit, parts, repeated))) {
                    parts.add(part(piece.start(), piece.end(), parts, repeated));
                }
                start = end;
            }
        }
        if (end > start) {
            parts.add(part(start, end, parts, repeated));
        }
        return parts;
    }

    /// The first line, and the second if it only has the dashes of Markdown.
    private static Span header(DocumentText text, List<Span> lines) {
        Span first = lines.getFirst();
        if (lines.size() > 1 && isRule(text, lines.get(1))) {
            return new Span(first.start(), lines.get(1).end(), true);
        }
        return first;
    }

    private static boolean isRule(DocumentText text, Span line) {
        for (int at = line.start(); at < line.end(); at++) {
            if ("|-: \n".indexOf(text.at(at)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int room(int limit, List<Part> before, String repeated) {
        return before.isEmpty() ? limit : limit - repeated.length();
    }

    private static Part part(int start, int end, List<Part> before, String repeated) {
        return new Part(new Span(start, end, true), before.isEmpty() ? "" : repeated);
    }
}
