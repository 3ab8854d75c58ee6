package io.plumbline.embeddings;

/// Turns texts into vectors. Thread-safe.
public interface TextEncoder {

    /// Numbers in a vector.
    int DIMENSIONS = 384;

    int LAYERS = 6;

    /// Whether it can be used now; one that is being loaded, or cannot be, is not worth waiting for where there is
    /// another way.
    default boolean isAvailable() {
        return true;
    }

    /// Cuts a text into windows, and encodes each when it is asked for.
    ///
    /// @param expired whether no time is left; asked before each window
    Encoding encode(String text, TimeLimit expired);
}
