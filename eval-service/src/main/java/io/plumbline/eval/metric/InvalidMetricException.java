package io.plumbline.eval.metric;

/// What was asked for is no metric: an unknown name, an option that is missing, unknown or out of its range.
public final class InvalidMetricException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String pointer;

    /// @param pointer to the place at fault, within what was asked for; such as `/options/pattern`
    /// @param message what it must be, to follow the name of the place
    public InvalidMetricException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }

    /// What it must be.
    public String reason() {
        return String.valueOf(getMessage());
    }

    /// The same fault, seen from further out.
    public InvalidMetricException below(String parent) {
        return new InvalidMetricException(parent + pointer, reason());
    }
}
