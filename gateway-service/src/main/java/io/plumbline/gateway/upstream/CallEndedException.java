package io.plumbline.gateway.upstream;

/// The client has gone, so nobody waits for the answer.
public final class CallEndedException extends Exception {

    private static final long serialVersionUID = 1L;

    public CallEndedException() {
        super("the client has gone", null, false, false);
    }
}
