package io.plumbline.audit.sequencing;

/// The log in the database does not continue the signed log: it is shorter or has different content. It must not
/// be signed because two contradictory checkpoints destroy all trust in the log. An operator must find the cause
/// (see the verification report) and restore the log or start a new one under a new origin.
public final class InconsistentLogException extends RuntimeException {
    InconsistentLogException(String message) {
        super(message);
    }
}
