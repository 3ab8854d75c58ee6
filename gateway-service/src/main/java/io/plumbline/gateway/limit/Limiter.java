package io.plumbline.gateway.limit;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The limits of one route or key, and what is left of them. Thread-safe.
///
/// @param inFlight calls at present
/// @param concurrency most of them; 0 for any number
record Limiter(@Nullable Meter requests, @Nullable Meter tokens, AtomicInteger inFlight, int concurrency) {

    static Limiter of(
            @Nullable Integer requestsPerMinute, @Nullable Integer tokensPerMinute, @Nullable Integer concurrency) {
        return new Limiter(
                requestsPerMinute == null ? null : new Meter(requestsPerMinute),
                tokensPerMinute == null ? null : new Meter(tokensPerMinute),
                new AtomicInteger(),
                concurrency == null ? 0 : concurrency);
    }

    boolean enter() {
        if (inFlight.incrementAndGet() > concurrency && concurrency > 0) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        inFlight.decrementAndGet();
    }
}
