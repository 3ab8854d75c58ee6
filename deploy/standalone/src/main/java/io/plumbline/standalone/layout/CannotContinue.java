package io.plumbline.standalone.layout;

/// States to the user at the terminal, in a sentence or two, why a command ends here and what to do. It is
/// printed without a stack trace.
public final class CannotContinue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotContinue(String message) {
        super(message);
    }

    public CannotContinue(String message, Throwable cause) {
        super(message, cause);
    }
}
