package io.plumbline.simulator.http;

/// Nobody is left to answer: the client closed its connection before the answer was written in full.
public final class ClientGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClientGoneException() {
        super("The client has gone", null, false, false);
    }
}
