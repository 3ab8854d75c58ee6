package io.plumbline.eval.optimiser.run;

/// The job ended while it ran, because it was cancelled.
final class EndedSearchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    EndedSearchException() {
        super("The job has ended.");
    }
}
