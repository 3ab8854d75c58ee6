package io.plumbline.gateway.exchange.codec;

import io.plumbline.gateway.fault.CallProblem;
import org.jspecify.annotations.Nullable;

/// Thrown for a stream event that is unreadable or reports an error.
public final class NotAChunkException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean error;
    private final byte @Nullable [] said;

    /// @param error whether the event explicitly reports a failure of the provider
    public NotAChunkException(boolean error) {
        this(error, null);
    }

    private NotAChunkException(boolean error, byte @Nullable [] said) {
        super(error ? "the provider reports an error" : "not an event that can be read", null, false, false);
        this.error = error;
        this.said = said;
    }

    /// Creates the exception for an error event that is translated into another dialect.
    ///
    /// @param said the event as the provider sent it
    public static NotAChunkException reporting(byte[] said) {
        return new NotAChunkException(true, said);
    }

    /// Returns the event as the provider sent it; null if the caller has it.
    public byte @Nullable [] said() {
        return said == null ? null : said.clone();
    }

    /// Returns the problem for the client.
    public CallProblem problem() {
        return error ? CallProblem.PROVIDER_ERROR : CallProblem.PROVIDER_MALFORMED;
    }

    /// Whether the provider explicitly reported a failure.
    public boolean isError() {
        return error;
    }
}
