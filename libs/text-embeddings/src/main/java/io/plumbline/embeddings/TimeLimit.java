package io.plumbline.embeddings;

/// The time limit for vectors. Any thread may check it.
@FunctionalInterface
public interface TimeLimit {

    /// Whether no time is left.
    boolean isPast();

    /// Whether this much time is left, as far as is known.
    ///
    /// @param nanos of work and waiting
    default boolean covers(long nanos) {
        return !isPast();
    }
}
