package io.plumbline.eval.metric;

/// A metric definition is invalid: an unknown name, or an option that is missing, unknown or out of range.
public final class InvalidMetricException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String pointer;

    /// @param pointer position of the error within the definition, for example `/options/pattern`
    /// @param message the requirement, as the end of a sentence about the position
    public InvalidMetricException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }

    /// Returns the requirement.
    public String reason() {
        return String.valueOf(getMessage());
    }

    /// Returns the error with its position relative to an enclosing object.
    public InvalidMetricException below(String parent) {
        return new InvalidMetricException(parent + pointer, reason());
    }
}
