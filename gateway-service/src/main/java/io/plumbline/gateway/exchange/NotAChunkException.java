package io.plumbline.gateway.exchange;

import io.plumbline.gateway.fault.CallProblem;
import org.jspecify.annotations.Nullable;

/// An event of a stream that is none, or an error in its place.
public final class NotAChunkException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean error;
    private final byte @Nullable [] said;

    /// @param error whether it says in so many words that the provider failed
    public NotAChunkException(boolean error) {
        this(error, null);
    }

    private NotAChunkException(boolean error, byte @Nullable [] said) {
        super(error ? "the provider reports an error" : "not an event that can be read", null, false, false);
        this.error = error;
        this.said = said;
    }

    /// Of an error that would go on in another language.
    ///
    /// @param said the event as the provider sent it
    public static NotAChunkException reporting(byte[] said) {
        return new NotAChunkException(true, said);
    }

    /// The event as the provider sent it; null where whoever asks has it.
    public byte @Nullable [] said() {
        return said == null ? null : said.clone();
    }

    /// What to tell the client.
    public CallProblem problem() {
        return error ? CallProblem.PROVIDER_ERROR : CallProblem.PROVIDER_MALFORMED;
    }

    /// Whether the provider said in so many words that it failed.
    public boolean isError() {
        return error;
    }
}
