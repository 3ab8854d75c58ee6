package io.plumbline.audit.merkle;

/// A required hash of the tree is missing: leaves were removed from the log.
public final class MissingHashException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MissingHashException(String message) {
        super(message);
    }
}
