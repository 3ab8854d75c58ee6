package io.plumbline.embeddings;

import org.jspecify.annotations.Nullable;

/// The encoder gives no answer: too many wait for it, the time is up, or it cannot be loaded here. Says nothing of
/// the text.
public final class EncoderUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EncoderUnavailableException(String message) {
        super(message);
    }

    public EncoderUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The same, thrown again on the thread that waits.
    EncoderUnavailableException(EncoderUnavailableException elsewhere) {
        super(elsewhere.getMessage(), elsewhere);
    }
}
