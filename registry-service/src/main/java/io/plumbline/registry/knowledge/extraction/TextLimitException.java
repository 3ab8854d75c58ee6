package io.plumbline.registry.knowledge.extraction;

/// A file contains more text than a document may have.
final class TextLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TextLimitException() {
        super("more text than a document may have", null, false, false);
    }
}
