package io.plumbline.gateway.wire;

import java.io.IOException;

/// What is read is longer than anybody means in earnest.
public final class TooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    public TooLongException(String message) {
        super(message);
    }
}
