package io.plumbline.knowledge.index;

/// A query that the index cannot answer, for a reason that its author can fix.
public final class InvalidSearchException extends IllegalArgumentException {

    private final String pointer;

    /// @param pointer the invalid part, as a JSON pointer into `{"query", "vector", "topK", "filter"}`
    public InvalidSearchException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }
}
