package io.plumbline.gateway.wire;

import java.io.IOException;

/// Thrown if data does not have the format of a stream. The message quotes nothing of it.
public final class MalformedStreamException extends IOException {

    private static final long serialVersionUID = 1L;

    public MalformedStreamException(String message) {
        super(message);
    }
}
