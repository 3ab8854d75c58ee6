package io.plumbline.eval.optimiser.run;

/// A job that cannot run, however often it is tried. The message is for the user.
final class UnrunnableSearchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnrunnableSearchException(String message) {
        super(message);
    }
}
