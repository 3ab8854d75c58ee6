package io.plumbline.embeddings;

import java.util.function.BooleanSupplier;

/// Turns texts into vectors. Thread-safe.
public interface TextEncoder {

    /// Numbers in a vector.
    int DIMENSIONS = 384;

    int LAYERS = 6;

    /// Cuts a text into windows, and encodes each when it is asked for.
    ///
    /// @param expired whether no time is left; asked before each window
    Encoding encode(String text, BooleanSupplier expired);
}
