package io.plumbline.guardrails.policy.document;

/// An invalid policy document, with the location of the error.
public final class PolicyFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    PolicyFormatException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    /// RFC 6901 pointer into the document.
    public String pointer() {
        return pointer;
    }
}
