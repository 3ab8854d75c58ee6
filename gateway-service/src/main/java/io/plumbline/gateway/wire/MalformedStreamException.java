package io.plumbline.gateway.wire;

import java.io.IOException;

/// What is read is not in the form of a stream. The message quotes nothing of it.
public final class MalformedStreamException extends IOException {

    private static final long serialVersionUID = 1L;

    public MalformedStreamException(String message) {
        super(message);
    }
}
