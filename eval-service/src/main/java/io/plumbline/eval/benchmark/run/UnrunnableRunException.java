package io.plumbline.eval.benchmark.run;

/// A run cannot be carried out as requested; its message is for people.
final class UnrunnableRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnrunnableRunException(String message) {
        super(message);
    }
}
