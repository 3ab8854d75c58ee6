package io.plumbline.simulator.http;

/// Thrown when the client closed its connection before the answer was complete.
public final class ClientGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClientGoneException() {
        super("The client has gone", null, false, false);
    }
}
