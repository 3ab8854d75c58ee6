package io.plumbline.knowledge.document;

/// A part of a document that belongs together.
///
/// @param text  without line breaks at its ends; not blank
/// @param level of a heading or a list item, from 1 to [#DEEPEST]; otherwise 0
/// @param page  from 1; 0 if the format has no pages
public record Block(BlockKind kind, String text, int level, int page) {

    public static final int DEEPEST = 9;

    public Block {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A block needs text");
        }
        boolean nested = kind == BlockKind.HEADING || kind == BlockKind.LIST_ITEM;
        if (page < 0 || (nested ? level < 1 || level > DEEPEST : level != 0)) {
            throw new IllegalArgumentException("A %s cannot have level %d or page %d".formatted(kind, level, page));
        }
    }

    /// A deeper level counts as [#DEEPEST].
    public static Block heading(int level, String text, int page) {
        return new Block(BlockKind.HEADING, text, Math.min(level, DEEPEST), page);
    }

    /// A deeper level counts as [#DEEPEST].
    public static Block listItem(int level, String text, int page) {
        return new Block(BlockKind.LIST_ITEM, text, Math.min(level, DEEPEST), page);
    }

    public static Block paragraph(String text, int page) {
        return new Block(BlockKind.PARAGRAPH, text, 0, page);
    }

    public static Block table(String text, int page) {
        return new Block(BlockKind.TABLE, text, 0, page);
    }

    public static Block code(String text, int page) {
        return new Block(BlockKind.CODE, text, 0, page);
    }
}
