package io.plumbline.embeddings;

/// The encoder gives no answer: too many wait for it, the time is up, or it cannot be loaded here. Says nothing of
/// the text.
public final class EncoderUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EncoderUnavailableException(String message) {
        super(message);
    }

    public EncoderUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
