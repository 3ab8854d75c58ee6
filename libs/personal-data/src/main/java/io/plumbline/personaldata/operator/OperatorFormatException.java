package io.plumbline.personaldata.operator;

/// An invalid operator.
public final class OperatorFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String fault;

    OperatorFormatException(String field, String message) {
        super(message);
        this.field = field;
        this.fault = message;
    }

    /// The error, worded to follow the name of its location.
    public String fault() {
        return fault;
    }

    /// The invalid parameter; empty if it is the operator itself.
    public String field() {
        return field;
    }
}
