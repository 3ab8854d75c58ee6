package io.plumbline.gateway.journal;

import java.io.IOException;

/// Thrown if an entry is written, but possibly not on the disk: it survives the process, perhaps not the machine.
public final class UnflushedException extends IOException {

    private static final long serialVersionUID = 1L;

    UnflushedException(IOException cause) {
        super("an entry of the journal could not be flushed to the disk", cause);
    }
}
