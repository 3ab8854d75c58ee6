package io.plumbline.knowledge.chunk;

import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.ParsedDocument;
import java.util.Collections;
import java.util.List;

/// The text of a document by code points. Immutable.
final class DocumentText {

    private final int[] codePoints;
    private final List<Block> blocks;
    private final List<Integer> starts;

    DocumentText(ParsedDocument document) {
        codePoints = document.text().codePoints().toArray();
        blocks = document.blocks();
        starts = document.starts();
    }

    List<Block> blocks() {
        return blocks;
    }

    /// Where a block begins; the end of the text for the block after the last.
    int start(int block) {
        return block < blocks.size() ? starts.get(block) : codePoints.length;
    }

    /// Where the text of a block ends.
    int end(int block) {
        return block + 1 < blocks.size() ? start(block + 1) - ParsedDocument.SEPARATOR.length() : codePoints.length;
    }

    /// The block that an offset belongs to, with the separator after it.
    int blockAt(int offset) {
        int found = Collections.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    int at(int index) {
        return codePoints[index];
    }

    boolean isSpace(int index) {
        return Character.isWhitespace(codePoints[index]) || Character.isSpaceChar(codePoints[index]);
    }

    String substring(int start, int end) {
        return new String(codePoints, start, end - start);
    }

    /// The part without the white space at both ends; empty for white space.
    Span trimmed(Span span) {
        int start = span.start();
        int end = span.end();
        while (start < end && isSpace(start)) {
            start++;
        }
        while (end > start && isSpace(end - 1)) {
            end--;
        }
        return new Span(start, end, span.fresh());
    }
}
