package io.plumbline.registry.knowledge;

/// The vectors of chunks.
public enum Embedding {
    /// all-MiniLM-L6-v2, in this process.
    MINILM,
    /// None: a search compares words only.
    NONE
}
