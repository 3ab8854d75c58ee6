package io.plumbline.knowledge.document;

/// What a block of a document is.
public enum BlockKind {
    HEADING,
    PARAGRAPH,
    LIST_ITEM,
    /// Its text has one row per line, the header first.
    TABLE,
    CODE
}
