package io.plumbline.gateway.journal;

/// Thrown if nothing in the journal is readable because it was written under another key than this gateway has.
/// The records wait.
public final class UnreadableRecordsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableRecordsException(Throwable cause) {
        super("the journal was written under another key", cause);
    }
}
