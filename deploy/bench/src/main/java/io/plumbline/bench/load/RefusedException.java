package io.plumbline.bench.load;

import java.io.IOException;

/// A guard refused a call.
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient LoadConnection.Timing timing;

    RefusedException(String message, LoadConnection.Timing timing) {
        super(message);
        this.timing = timing;
    }

    LoadConnection.Timing timing() {
        return timing;
    }
}
