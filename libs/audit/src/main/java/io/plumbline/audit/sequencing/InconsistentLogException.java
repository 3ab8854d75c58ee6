package io.plumbline.audit.sequencing;

/// The log in the database is not the continuation of what was signed before: it is shorter, or has another
/// content. It must not be signed, because two checkpoints that contradict each other end all trust in the log.
/// Somebody has to find out what happened (see the report of the verification) and to restore the log, or to begin
/// a new one under a new origin.
public final class InconsistentLogException extends RuntimeException {
    InconsistentLogException(String message) {
        super(message);
    }
}
