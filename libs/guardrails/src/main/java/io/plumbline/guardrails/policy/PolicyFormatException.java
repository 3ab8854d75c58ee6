package io.plumbline.guardrails.policy;

/// A policy document that cannot be read, with the place of the fault.
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
