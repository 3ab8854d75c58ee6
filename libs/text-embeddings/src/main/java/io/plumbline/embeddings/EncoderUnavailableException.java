package io.plumbline.embeddings;

import org.jspecify.annotations.Nullable;

/// Thrown when the encoder gives no answer: too many are waiting, the time is up, or it cannot be loaded here.
/// Contains nothing of the text.
public final class EncoderUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EncoderUnavailableException(String message) {
        super(message);
    }

    public EncoderUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The same exception, rethrown on the waiting thread.
    EncoderUnavailableException(EncoderUnavailableException elsewhere) {
        super(elsewhere.getMessage(), elsewhere);
    }
}
