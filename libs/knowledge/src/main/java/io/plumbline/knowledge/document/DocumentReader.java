package io.plumbline.knowledge.document;

/// Turns the text of a file into blocks. Any text is valid; work and memory are linear in its length. Thread-safe.
public interface DocumentReader {

    ParsedDocument read(String text);
}
