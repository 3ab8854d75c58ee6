package io.plumbline.gateway.upstream;

/// Counts the attempts of one call. Not thread-safe.
public final class AttemptCount {

    private int count;

    void next() {
        count++;
    }

    public int count() {
        return count;
    }
}
