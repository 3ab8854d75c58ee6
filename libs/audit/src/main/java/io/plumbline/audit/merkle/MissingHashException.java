package io.plumbline.audit.merkle;

/// A hash of the tree that must be there is not: somebody has taken leaves out of the log.
public final class MissingHashException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MissingHashException(String message) {
        super(message);
    }
}
