package io.plumbline.bench.load;

import java.io.IOException;

/// A guard refused a call.
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Caller.Timing timing;

    RefusedException(String message, Caller.Timing timing) {
        super(message);
        this.timing = timing;
    }

    Caller.Timing timing() {
        return timing;
    }
}
