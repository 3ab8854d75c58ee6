package io.plumbline.embeddings;

/// Until when vectors are waited for. May be asked by any thread.
@FunctionalInterface
public interface TimeLimit {

    /// Whether no time is left.
    boolean isPast();

    /// Whether so much time is left, as far as it is known.
    ///
    /// @param nanos of work and waiting
    default boolean covers(long nanos) {
        return !isPast();
    }
}
