package io.plumbline.eval.metric;

/// A metric is unavailable: a model, a compiler or a scorer's answer is missing. No other value ever replaces it.
/// The message states what is missing and contains no text.
public final class MetricUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MetricUnavailableException(String message) {
        super(message);
    }

    public MetricUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
