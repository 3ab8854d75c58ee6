package io.plumbline.knowledge.chunk;

/// Where a document may be cut. Whatever the strategy, a table is a chunk of its own.
public enum ChunkingStrategy {
    /// After every so many characters, wherever that is.
    FIXED,
    /// Between sentences; each chunk has as many as fit.
    SENTENCE,
    /// At the highest boundary that makes the parts fit: section, block, line, sentence, word.
    RECURSIVE,
    /// At each heading; a section that is too long like `RECURSIVE`.
    HEADING,
    /// Between sentences where the subject changes, as the similarity of their vectors shows.
    SEMANTIC
}
