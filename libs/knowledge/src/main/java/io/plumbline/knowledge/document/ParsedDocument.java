package io.plumbline.knowledge.document;

import java.util.ArrayList;
import java.util.List;

/// A document as its blocks, in reading order. Its text is that of the blocks, with [#SEPARATOR] between two; all
/// offsets in a document are code points of this text.
public record ParsedDocument(List<Block> blocks) {

    public static final String SEPARATOR = "\n\n";

    public ParsedDocument {
        blocks = List.copyOf(blocks);
    }

    public String text() {
        return String.join(SEPARATOR, blocks.stream().map(Block::text).toList());
    }

    /// The offset of each block's first code point in the text.
    public List<Integer> starts() {
        List<Integer> starts = new ArrayList<>(blocks.size());
        int at = 0;
        for (Block block : blocks) {
            starts.add(at);
            at += block.text().codePointCount(0, block.text().length()) + SEPARATOR.length();
        }
        return starts;
    }
}
