package io.plumbline.gateway.cache;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An answer as a client got it, guarded and without anybody's own values. Immutable.
///
/// @param bytes the body, of a stream with its frames; nobody changes them
/// @param ttl for how long it is given again
/// @param costUsd what it cost; null when nobody knows
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CachedAnswer(
        byte[] bytes,
        String contentType,
        Duration ttl,
        @Nullable BigDecimal costUsd) {

    /// Never what is in it.
    @Override
    public String toString() {
        return "CachedAnswer[bytes=" + bytes.length + "]";
    }
}
