package io.plumbline.gateway.upstream;

/// Thrown if the client has disconnected, so that the answer is no longer needed.
public final class CallEndedException extends Exception {

    private static final long serialVersionUID = 1L;

    public CallEndedException() {
        super("the client has gone", null, false, false);
    }
}
