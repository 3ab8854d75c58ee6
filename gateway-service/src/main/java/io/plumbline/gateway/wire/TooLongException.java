package io.plumbline.gateway.wire;

import java.io.IOException;

/// Thrown if data exceeds a reasonable length.
public final class TooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    public TooLongException(String message) {
        super(message);
    }
}
