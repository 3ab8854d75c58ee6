package io.plumbline.embeddings;

/// Turns texts into vectors. Thread-safe.
public interface TextEncoder {

    /// Numbers in a vector.
    int DIMENSIONS = 384;

    int LAYERS = 6;

    /// Whether it can be used now. An encoder that is loading, or cannot be loaded, is not worth waiting for
    /// where there is an alternative.
    default boolean isAvailable() {
        return true;
    }

    /// Cuts a text into windows, each encoded on demand.
    ///
    /// @param expired whether no time is left; checked before each window
    Encoding encode(String text, TimeLimit expired);

    /// The time limit for vectors. Any thread may check it.
    @FunctionalInterface
    interface TimeLimit {

        /// Whether no time is left.
        boolean isPast();

        /// Whether this much time is left, as far as is known.
        ///
        /// @param nanos of work and waiting
        default boolean covers(long nanos) {
            return !isPast();
        }
    }
}
