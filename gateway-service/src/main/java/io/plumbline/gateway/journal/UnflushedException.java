package io.plumbline.gateway.journal;

import java.io.IOException;

/// An entry is written, and nobody knows whether it is on the disk: it outlives the process, and perhaps not the
/// machine.
public final class UnflushedException extends IOException {

    private static final long serialVersionUID = 1L;

    UnflushedException(IOException cause) {
        super("an entry of the journal could not be flushed to the disk", cause);
    }
}
