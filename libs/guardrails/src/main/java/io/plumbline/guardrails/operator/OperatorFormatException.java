package io.plumbline.guardrails.operator;

/// An operator that cannot be read.
public final class OperatorFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String fault;

    OperatorFormatException(String field, String message) {
        super(message);
        this.field = field;
        this.fault = message;
    }

    /// What is wrong, to follow the name of the place.
    public String fault() {
        return fault;
    }

    /// The parameter at fault; empty where it is the operator itself.
    public String field() {
        return field;
    }
}
