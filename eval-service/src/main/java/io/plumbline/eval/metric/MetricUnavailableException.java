package io.plumbline.eval.metric;

/// A metric cannot be computed now, or not here: there is no model, no compiler, no answer from a scorer.
/// Nothing else is ever computed in its place. The message says what is missing and holds no text.
public final class MetricUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MetricUnavailableException(String message) {
        super(message);
    }

    public MetricUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
