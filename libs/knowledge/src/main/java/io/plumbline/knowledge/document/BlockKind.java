package io.plumbline.knowledge.document;

/// The kinds of blocks in a document.
public enum BlockKind {
    HEADING,
    PARAGRAPH,
    LIST_ITEM,
    /// Its text has one row per line, the header first.
    TABLE,
    CODE
}
