package io.plumbline.gateway.cache;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An answer as a client received it: guarded, and without any caller's own values. Immutable.
///
/// @param bytes the body, for a stream including its frames; must not be modified
/// @param ttl how long the answer may be reused
/// @param costUsd the cost of the original call; null if unknown
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CachedAnswer(
        byte[] bytes,
        String contentType,
        Duration ttl,
        @Nullable BigDecimal costUsd) {

    /// Leaves out the content.
    @Override
    public String toString() {
        return "CachedAnswer[bytes=" + bytes.length + "]";
    }
}
