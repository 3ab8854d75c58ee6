package io.plumbline.gateway.dialect;

/// An event of a stream that is none, or an error in its place.
public final class NotAChunkException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean error;

    /// @param error whether it says in so many words that the provider failed
    public NotAChunkException(boolean error) {
        super(error ? "the provider reports an error" : "not an event that can be read", null, false, false);
        this.error = error;
    }

    /// Whether the provider said in so many words that it failed.
    public boolean isError() {
        return error;
    }
}
