package io.plumbline.knowledge.document;

import java.util.ArrayList;
import java.util.List;

/// Reads plain text: blank lines separate the paragraphs, and a form feed begins a page.
public final class PlainTextReader implements DocumentReader {

    @Override
    public ParsedDocument read(String text) {
        List<Block> blocks = new ArrayList<>();
        boolean paged = text.indexOf('\f') >= 0;
        int page = paged ? 1 : 0;
        StringBuilder paragraph = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !breaksLine(text.charAt(end))) {
                end++;
            }
            String line = text.substring(at, end).stripTrailing();
            if (line.isEmpty()) {
                add(blocks, paragraph, page);
            } else {
                paragraph.append(paragraph.isEmpty() ? "" : "\n").append(line);
            }
            if (end < text.length() && text.charAt(end) == '\f') {
                add(blocks, paragraph, page);
                page++;
            }
            boolean pair = end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
            at = end + (pair ? 2 : 1);
        }
        add(blocks, paragraph, page);
        return new ParsedDocument(blocks);
    }

    private static boolean breaksLine(char character) {
        return character == '\n' || character == '\r' || character == '\f';
    }

    private static void add(List<Block> blocks, StringBuilder paragraph, int page) {
        if (!paragraph.toString().isBlank()) {
            blocks.add(Block.paragraph(paragraph.toString(), page));
        }
        paragraph.setLength(0);
    }
}
